import { createParser } from 'eventsource-parser';
import { utf8Text } from '../octets/octets-as-text.ts';
import { MessageAssembly, readError, wholeMessage, type AssembledMessage } from './assembled-message.ts';
import { parseWireJson, wireRecord } from './wire-json.ts';

/**
 * Puts a response of the Messages API together, from a body with its content coding taken off: an event stream, a JSON
 * message or a JSON error. Never throws; a stream that ended early gives what had come (`complete: false`), and any
 * other body gives `kind: 'other'`. Event shapes: the Messages API reference, "Streaming messages".
 */
export function readResponse(body: Uint8Array | string, contentType: string | null): AssembledMessage {
  const text = typeof body === 'string' ? body : utf8Text(body);
  const start = text.slice(0, 64).trimStart();
  if (start.startsWith('{')) return readJson(text);
  const isStream = contentType === null ? /^(event|data|id|retry)?:/.test(start) : /^text\/event-stream\b/i.test(contentType.trim());
  return isStream ? readStream(text) : nothingRead;
}

const nothingRead: AssembledMessage = {
  kind: 'other',
  id: null,
  model: null,
  stopReason: null,
  complete: false,
  error: null,
  blocks: [],
  usage: null,
};

function readJson(text: string): AssembledMessage {
  const value = wireRecord(parseWireJson(text));
  if (value?.['type'] === 'message') return wholeMessage(value);
  if (value?.['type'] === 'error') return { ...nothingRead, kind: 'error', complete: true, error: readError(value) };
  return nothingRead;
}

function readStream(text: string): AssembledMessage {
  const assembly = new MessageAssembly();
  let whole = true;
  const parser = createParser({
    onEvent({ data }) {
      const event = parseWireJson(data);
      if (event === undefined) whole = false;
      else assembly.take(event);
    },
    onError() {
      whole = false;
    },
  });
  // The blank line lets a last event count that lacks nothing but its own; half an event is no JSON and is left out.
  parser.feed(`${text}\n\n`);
  return assembly.message(whole);
}
