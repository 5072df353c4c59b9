import { boundedJson } from '../json/bounded-json.ts';
import { laterUsage, readUsage } from './read-usage.ts';
import type { Usage } from './usage.ts';
import { parseWireJson, wireArray, wireRecord, wireString, type WireRecord } from './wire-json.ts';

/** A response of the Messages API put together; a superset of the contract's message view. */
export interface AssembledMessage {
  /** What the body was: an event stream, one JSON message, one JSON error, or none of these (HTML, nothing, a part of JSON). */
  readonly kind: 'stream' | 'message' | 'error' | 'other';
  readonly id: string | null;
  readonly model: string | null;
  readonly stopReason: string | null;
  /** False when it ended early, failed on the way, or held something that could not be read. */
  readonly complete: boolean;
  readonly error: { readonly type: string; readonly message: string } | null;
  readonly blocks: readonly AssembledBlock[];
  /** Null where not stated. Output tokens of a stream that ended early are not known: its start states a mere placeholder. */
  readonly usage: Usage | null;
}

export interface AssembledBlock {
  readonly type: string;
  /** Text, thinking, a tool call's input as JSON as it was streamed, or the JSON of what else a block holds. */
  readonly text: string;
  /** The tool that is called, or null. */
  readonly tool: string | null;
  /** The block as a message that was not streamed would hold it: signature, citations and unknown fields included. */
  readonly content: WireRecord;
}

/** A message as its events come in. Takes any value as an event; what it does not know leaves it unchanged. */
export class MessageAssembly {
  #start: WireRecord = {};
  #usage: WireRecord | null = null;
  #outputStated = false;
  #stopReason: string | null = null;
  #error: AssembledMessage['error'] = null;
  #ended = false;
  readonly #blocks = new Map<number, OpenBlock>();

  take(value: unknown): void {
    const event = wireRecord(value);
    switch (event?.['type']) {
      case 'message_start':
        this.#start = wireRecord(event['message']) ?? {};
        this.#usage = laterUsage(null, this.#start['usage']);
        break;
      case 'content_block_start':
        this.#blocks.set(indexOf(event), new OpenBlock(wireRecord(event['content_block']) ?? {}));
        break;
      case 'content_block_delta':
        this.#blocks.get(indexOf(event))?.take(wireRecord(event['delta']) ?? {});
        break;
      case 'content_block_stop':
        this.#blocks.get(indexOf(event))?.end();
        break;
      case 'message_delta':
        this.#stopReason = wireString(wireRecord(event['delta'])?.['stop_reason']) ?? this.#stopReason;
        this.#usage = laterUsage(this.#usage, event['usage']);
        this.#outputStated ||= wireRecord(event['usage'])?.['output_tokens'] !== undefined;
        break;
      case 'message_stop':
        this.#ended = true;
        break;
      case 'error':
        this.#error = readError(event);
        break;
    }
  }

  /** The message as far as it came. `whole` is false when the caller met events that it could not read. */
  message(whole: boolean): AssembledMessage {
    const usage = readUsage(this.#usage);
    return {
      kind: 'stream',
      id: wireString(this.#start['id']),
      model: wireString(this.#start['model']),
      stopReason: this.#stopReason,
      complete: whole && this.#ended && this.#error === null,
      error: this.#error,
      blocks: [...this.#blocks].toSorted(([a], [b]) => a - b).map(([, block]) => block.assembled()),
      usage: usage === null || this.#outputStated ? usage : { ...usage, outputTokens: null },
    };
  }
}

/** A message that came as one JSON value. */
export function wholeMessage(message: WireRecord): AssembledMessage {
  return {
    kind: 'message',
    id: wireString(message['id']),
    model: wireString(message['model']),
    stopReason: wireString(message['stop_reason']),
    complete: true,
    error: null,
    blocks: wireArray(message['content']).map((value) => {
      const block = new OpenBlock(wireRecord(value) ?? {});
      block.end();
      return block.assembled();
    }),
    usage: readUsage(message['usage']),
  };
}

/** The error of an error body or event; its type is `unknown` where it does not say. */
export function readError(value: WireRecord): { readonly type: string; readonly message: string } {
  const error = wireRecord(value['error']);
  return { type: wireString(error?.['type']) ?? 'unknown', message: wireString(error?.['message']) ?? '' };
}

const textFields = { text_delta: 'text', thinking_delta: 'thinking', signature_delta: 'signature' } as const;

class OpenBlock {
  readonly #content: Record<string, unknown>;
  #inputJson = '';
  #ended = false;

  constructor(start: WireRecord) {
    this.#content = { ...start };
  }

  take(delta: WireRecord): void {
    const type = delta['type'];
    if (type === 'text_delta' || type === 'thinking_delta' || type === 'signature_delta') {
      const field = textFields[type];
      this.#content[field] = (wireString(this.#content[field]) ?? '') + (wireString(delta[field]) ?? '');
    } else if (type === 'input_json_delta') {
      this.#inputJson += wireString(delta['partial_json']) ?? '';
    } else if (type === 'citations_delta') {
      this.#content['citations'] = [...wireArray(this.#content['citations']), delta['citation']];
    }
  }

  end(): void {
    this.#ended = true;
    const input = this.#inputJson === '' ? undefined : parseWireJson(this.#inputJson);
    if (input !== undefined) this.#content['input'] = input;
  }

  assembled(): AssembledBlock {
    const type = wireString(this.#content['type']) ?? 'unknown';
    const isCall = type.endsWith('tool_use');
    return {
      type,
      text: isCall ? this.#inputText() : this.#textOf(type),
      tool: isCall ? wireString(this.#content['name']) : null,
      content: this.#content,
    };
  }

  /** While the block is open, no more than was streamed: the empty object it starts with is a placeholder. */
  #inputText(): string {
    if (this.#inputJson !== '') return this.#inputJson;
    return this.#ended ? jsonText(this.#content['input']) : '';
  }

  #textOf(type: string): string {
    if (type === 'text' || type === 'thinking') return wireString(this.#content[type]) ?? '';
    const { type: _, ...rest } = this.#content;
    return jsonText(this.#content['content'] ?? rest);
  }
}

function indexOf(event: WireRecord): number {
  const index = event['index'];
  return typeof index === 'number' ? index : 0;
}

function jsonText(value: unknown): string {
  return value === undefined ? '' : boundedJson(value);
}
