import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { arrivalOf, type Arrival } from '../http/arrivals.ts';
import { utf8Text } from '../octets/octets-as-text.ts';
import { withLineFeeds } from './stream.ts';
import { parseWireJson, wireRecord, wireString, type WireRecord } from './wire-json.ts';

/** One event of a response's stream. */
export interface StreamEvent {
  /** As its data says, else its `event:` line; `unreadable` for data that is no JSON. */
  readonly type: string;
  /** Of which block of the message; null where it is of none. */
  readonly index: number | null;
  /** What it says, for a line of a list. */
  readonly summary: string;
  /** Its octets in the body, content coding taken off, with the blank line that ends it. */
  readonly start: number;
  readonly end: number;
  /** When its last octet came, after the response began; null where that is not known. */
  readonly afterUs: number | null;
  /** Its data, without the frame of the stream; empty where it is left out for its length. */
  readonly data: string;
}

export interface StreamEvents {
  readonly events: readonly StreamEvent[];
  /** Events beyond the most that are given. */
  readonly leftOut: number;
}

const mostEvents = 20_000;
/** Of the data of one event, and of all of them together. */
const mostDataChars = 100_000;
const mostTotalChars = 8_000_000;
const summaryChars = 200;
const lineFeed = 0x0a;

/**
 * The events of a stream in order, with when each was whole. Bounded, and never throws: what cannot be read is an event of the type `unreadable`. A last
 * event that lacks its blank line counts where its data is whole.
 */
export function streamEvents(body: Uint8Array, arrivals: readonly Arrival[]): StreamEvents {
  const events: StreamEvent[] = [];
  let leftOut = 0;
  let start = 0;
  let at = 0;
  let charsLeft = mostTotalChars;
  const take = (message: EventSourceMessage, end: number): void => {
    if (events.length === mostEvents) {
      leftOut += 1;
      start = end;
      return;
    }
    const isKept = message.data.length <= Math.min(mostDataChars, charsLeft);
    if (isKept) charsLeft -= message.data.length;
    events.push({ ...described(message), start, end, afterUs: arrivalOf(arrivals, end - 1), data: isKept ? message.data : '' });
    start = end;
  };
  const parser = createParser({ onEvent: (message) => take(message, at) });
  while (at < body.length) {
    const lineEnd = body.indexOf(lineFeed, at);
    const end = lineEnd === -1 ? body.length : lineEnd + 1;
    const line = withLineFeeds(utf8Text(body.subarray(at, end)));
    at = end;
    parser.feed(line);
  }
  // The half of an event that a cut left is none.
  const closing = createParser({ onEvent: (message) => (parseWireJson(message.data) === undefined ? undefined : take(message, body.length)) });
  if (start < body.length) closing.feed(`${withLineFeeds(utf8Text(body.subarray(start)))}\n\n`);
  return { events, leftOut };
}

function described(message: EventSourceMessage): Pick<StreamEvent, 'type' | 'index' | 'summary'> {
  const event = wireRecord(parseWireJson(message.data));
  if (event === null) return { type: 'unreadable', index: null, summary: message.data.slice(0, summaryChars) };
  const index = event['index'];
  return {
    type: (wireString(event['type']) ?? message.event ?? 'unnamed').slice(0, 100),
    index: typeof index === 'number' && Number.isSafeInteger(index) ? index : null,
    summary: summaryOf(event).slice(0, summaryChars),
  };
}

function summaryOf(event: WireRecord): string {
  const delta = wireRecord(event['delta']);
  switch (event['type']) {
    case 'message_start':
      return wireString(wireRecord(event['message'])?.['model']) ?? '';
    case 'content_block_start': {
      const block = wireRecord(event['content_block']);
      return [wireString(block?.['type']), wireString(block?.['name'])].filter((word) => word !== null).join(' ');
    }
    case 'content_block_delta':
      return wireString(delta?.['text']) ?? wireString(delta?.['thinking']) ?? wireString(delta?.['partial_json']) ?? wireString(delta?.['type']) ?? '';
    case 'message_delta': {
      const output = wireRecord(event['usage'])?.['output_tokens'];
      return [wireString(delta?.['stop_reason']), typeof output === 'number' ? `${output} output tokens` : null].filter((word) => word !== null).join(', ');
    }
    case 'error':
      return [wireString(wireRecord(event['error'])?.['type']), wireString(wireRecord(event['error'])?.['message'])].filter((word) => word !== null).join(': ');
    default:
      return '';
  }
}
