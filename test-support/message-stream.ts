/** One event of the Messages API's stream, as it is framed on the wire. */
export function sseEvent(type: string, fields: object = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

export interface StreamedMessage {
  readonly id?: string;
  readonly model?: string;
  readonly content: readonly StreamedBlock[];
  readonly stopReason?: string;
  /** Usage as the stream's start states it. */
  readonly usage?: object;
  readonly outputTokens?: number;
}

export type StreamedBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object };

/** The events of a message in the order the API sends them, its texts in pieces of `pieceChars` characters. */
export function messageEvents(message: StreamedMessage, pieceChars = 7): readonly string[] {
  return [
    sseEvent('message_start', {
      message: {
        id: message.id ?? 'msg_1',
        type: 'message',
        role: 'assistant',
        model: message.model ?? 'claude-sonnet-4-5',
        content: [],
        stop_reason: null,
        usage: { input_tokens: 12, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 1, ...message.usage },
      },
    }),
    sseEvent('ping'),
    ...message.content.flatMap((block, index) => blockEvents(block, index, pieceChars)),
    sseEvent('message_delta', {
      delta: { stop_reason: message.stopReason ?? 'end_turn', stop_sequence: null },
      usage: { output_tokens: message.outputTokens ?? 20 },
    }),
    sseEvent('message_stop'),
  ];
}

function blockEvents(block: StreamedBlock, index: number, pieceChars: number): readonly string[] {
  const delta = (fields: object) => sseEvent('content_block_delta', { index, delta: fields });
  const start = (content_block: object) => sseEvent('content_block_start', { index, content_block });
  const stop = sseEvent('content_block_stop', { index });
  switch (block.type) {
    case 'text':
      return [
        start({ type: 'text', text: '' }),
        ...pieces(block.text, pieceChars).map((text) => delta({ type: 'text_delta', text })),
        stop,
      ];
    case 'thinking':
      return [
        start({ type: 'thinking', thinking: '', signature: '' }),
        ...pieces(block.thinking, pieceChars).map((thinking) => delta({ type: 'thinking_delta', thinking })),
        delta({ type: 'signature_delta', signature: block.signature }),
        stop,
      ];
    case 'tool_use':
      return [
        start({ type: 'tool_use', id: block.id, name: block.name, input: {} }),
        ...pieces(JSON.stringify(block.input), pieceChars).map((partial_json) => delta({ type: 'input_json_delta', partial_json })),
        stop,
      ];
  }
}

function pieces(text: string, chars: number): readonly string[] {
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / chars) }, (_, index) =>
    characters.slice(index * chars, (index + 1) * chars).join(''),
  );
}
