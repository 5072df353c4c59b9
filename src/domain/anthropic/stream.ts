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
  if (beginsAsJson(text)) return readJson(text);
  return isStreamText(text, contentType) ? readStream(text) : nothingRead;
}

/** Whether `readResponse` takes a body for an event stream. */
export function isEventStream(body: Uint8Array, contentType: string | null): boolean {
  const text = utf8Text(body.subarray(0, beginningChars));
  return !beginsAsJson(text) && isStreamText(text, contentType);
}

/** Lines of a stream may end in CR, LF or both. The parser looks for the next of each from every line on, which is quadratic where one of them is far. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

const beginningChars = 64;

function beginsAsJson(text: string): boolean {
  return text.slice(0, beginningChars).trimStart().startsWith('{');
}

function isStreamText(text: string, contentType: string | null): boolean {
  if (contentType === null) return /^(event|data|id|retry)?:/.test(text.slice(0, beginningChars).trimStart());
  return /^text\/event-stream\b/i.test(contentType.trim());
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
  parser.feed(withLineFeeds(`${text}\n\n`));
  return assembly.message(whole);
}
