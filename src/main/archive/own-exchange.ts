import type { HeaderList } from '../../domain/http/header-list.ts';
import type { BodyFromFile, ExchangeFromFile } from './exchange-from-file.ts';
import type { ReadableEntry, WhenceFields } from './har-entry.ts';
import { octetsAsText } from './octet-text.ts';

/** An exchange of a file of ours, as it was stored where that was written. */
export function ownExchange({ request, response }: ReadableEntry, own: WhenceFields): ExchangeFromFile {
  const { postData } = request;
  const content = response?.content;
  return {
    // Nothing will ever close what was open when the file was written.
    ...(own.state === 'open' ? exportedOpen : { state: own.state, error: own.error }),
    identity: { sessionId: own.sessionId, agentId: own.agentId, promptId: own.promptId, requestClass: own.requestClass },
    scheme: own.scheme,
    host: own.host,
    port: own.port,
    method: own.method,
    path: own.path,
    status: own.status,
    timing: own.timing,
    requestLine: lineOf(own.request.startLine),
    statusLine: lineOf(own.response.startLine),
    requestHeaders: headersOf(request.headers.map(({ name, value }) => [name, value])),
    responseHeaders: headersOf((response?.headers ?? []).map(({ name, value }) => [name, value])),
    requestTrailers: headersOf(own.request.trailers),
    responseTrailers: headersOf(own.response.trailers),
    interimHeads: own.interimHeads.map(({ statusLine, headers }) => ({ statusLine: octetsAsText(statusLine), headers: headersOf(headers) })),
    requestBytes: own.request.bytes,
    responseBytes: own.response.bytes,
    requestBody: bodyOf(own.request.body, postData?.text ?? '', postData?.isBase64 === true),
    responseBody: bodyOf(own.response.body, content?.text ?? '', content?.encoding === 'base64'),
    rating: own.rating,
    isPinned: own.isPinned,
    contentRemovedAtUs: own.contentRemovedAtUs,
  };
}

const exportedOpen: Pick<ExchangeFromFile, 'state' | 'error'> = {
  state: 'interrupted',
  error: { code: 'exported-open', message: 'The exchange was still under way when the file was written. What had come until then is here.' },
};

function lineOf(line: string | null): string | null {
  return line === null ? null : octetsAsText(line);
}

function headersOf(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [octetsAsText(name), octetsAsText(value)]);
}

/** The stored octets: those in `octets`, else those that the entry's text stands for. Null where they were left out. */
function bodyOf(own: WhenceFields['request']['body'], text: string, isBase64: boolean): BodyFromFile | null {
  if (own === null || own.isLeftOut) return null;
  const octets = own.octets === undefined ? Buffer.from(text, isBase64 ? 'base64' : 'utf8') : Buffer.from(own.octets, 'base64');
  return { octets, codings: own.contentEncoding, decodedFrom: own.decodedFrom, complete: own.complete, own };
}
