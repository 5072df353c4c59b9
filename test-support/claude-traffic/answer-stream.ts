import type { Random } from '../fuzz/random.ts';
import type { Block } from './conversation.ts';

export interface StreamedAnswer {
  readonly id: string;
  readonly model: string;
  readonly blocks: readonly Block[];
  readonly stopReason: 'tool_use' | 'end_turn';
  /** Tokens: what was read from the cache, written to it, and sent beside it. */
  readonly usage: { readonly read: number; readonly written: number; readonly plain: number };
}

/** The events of an answer as the API sends them, each padded with a few spaces; up to three come at once. */
export function answerStream(answer: StreamedAnswer, random: Random): readonly Buffer[] {
  const { read, written, plain } = answer.usage;
  const usage = {
    input_tokens: plain,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
  };
  const message = { model: answer.model, id: answer.id, type: 'message', role: 'assistant', content: [], stop_reason: null, stop_sequence: null };
  const events = [event(random, 'message_start', { message: { ...message, usage: { ...usage, output_tokens: 1 + random.below(8), service_tier: 'standard' } } })];
  answer.blocks.forEach((block, index) => events.push(...blockEvents(random, block, index)));
  events.splice(2, 0, event(random, 'ping', {}));
  const outputTokens = Math.ceil(JSON.stringify(answer.blocks).length / 3.7);
  events.push(event(random, 'message_delta', { delta: { stop_reason: answer.stopReason, stop_sequence: null }, usage: { ...usage, output_tokens: outputTokens } }));
  events.push(event(random, 'message_stop', {}));
  return pieces(events, () => 1 + random.below(3)).map((together) => Buffer.from(together.join('')));
}

function blockEvents(random: Random, block: Block, index: number): readonly string[] {
  const { empty, deltas } = partsOf(block, random);
  return [
    event(random, 'content_block_start', { index, content_block: empty }),
    ...deltas.map((delta) => event(random, 'content_block_delta', { index, delta })),
    event(random, 'content_block_stop', { index }),
  ];
}

function partsOf(block: Block, random: Random): { readonly empty: object; readonly deltas: readonly object[] } {
  const cut = (whole: unknown): readonly string[] => cutText(String(whole), () => 8 + random.below(56));
  if (block.type === 'thinking') {
    const deltas = cut(block['thinking']).map((thinking) => ({ type: 'thinking_delta', thinking }));
    return { empty: { type: 'thinking', thinking: '', signature: '' }, deltas: [...deltas, { type: 'signature_delta', signature: block['signature'] }] };
  }
  if (block.type === 'tool_use') {
    const deltas = cut(JSON.stringify(block['input'])).map((partial) => ({ type: 'input_json_delta', partial_json: partial }));
    return { empty: { ...block, input: {} }, deltas: [{ type: 'input_json_delta', partial_json: '' }, ...deltas] };
  }
  return { empty: { type: 'text', text: '' }, deltas: cut(block['text']).map((piece) => ({ type: 'text_delta', text: piece })) };
}

function event(random: Random, type: string, fields: object): string {
  const data = JSON.stringify({ type, ...fields });
  return `event: ${type}\ndata: ${data.slice(0, -1)}${' '.repeat(random.below(14))}}\n\n`;
}

function cutText(whole: string, length: () => number): readonly string[] {
  const cut: string[] = [];
  for (let at = 0; at < whole.length; ) {
    const piece = whole.slice(at, at + length());
    cut.push(piece);
    at += piece.length;
  }
  return cut;
}

function pieces<Item>(items: readonly Item[], count: () => number): readonly (readonly Item[])[] {
  const together: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; ) {
    const piece = items.slice(at, at + count());
    together.push(piece);
    at += piece.length;
  }
  return together;
}
