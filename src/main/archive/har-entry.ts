import { z } from 'zod';
import { exchangeRow, rawHeaders } from '../../contract/exchange-view.ts';
import { requestClasses } from '../../domain/anthropic/request.ts';

const atUs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
const name = z.string().max(200).nullable();
const hash = z.string().regex(/^[0-9a-f]{64}$/).nullable();
const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const mostHeaders = 5000;

const body = z.object({
  storedBytes: bytes,
  complete: z.boolean(),
  masks: z.array(z.tuple([bytes, bytes])),
  wireSha256: hash,
  storedSha256: hash,
  contentEncoding: name,
  decodedFrom: name,
  isLeftOut: z.boolean(),
  octets: z.string().optional(),
  arrivals: z.string().max(20_000).optional().catch(undefined),
});
const side = z.object({ startLine: z.string().nullable(), trailers: rawHeaders, bytes, body: body.nullable() });

/** What an entry of ours says of itself in `_whence`, as far as an import needs it: the rest is found out anew. */
const whenceFields = z.object({
  format: z.literal(1),
  state: exchangeRow.shape.state,
  error: z.object({ code: z.string().max(200), message: z.string().max(10_000) }).nullable(),
  sessionId: name,
  promptId: name,
  agentId: name,
  requestClass: z.enum(requestClasses),
  scheme: z.enum(['https', 'http']),
  host: z.string().max(300),
  port: z.number().int().min(0).max(65_535),
  method: z.string(),
  path: z.string(),
  status: z.number().int().min(100).max(999).nullable(),
  timing: z.object({ requestStartedAtUs: atUs.unwrap(), requestReceivedAtUs: atUs, requestForwardedAtUs: atUs, responseStartedAtUs: atUs, responseDeliveredAtUs: atUs }),
  rating: z.object({ stars: z.number().int().min(1).max(5), comment: z.string().max(100_000).nullable(), ratedAtUs: atUs.unwrap() }).nullable(),
  isPinned: z.boolean(),
  contentRemovedAtUs: atUs,
  interimHeads: z.array(z.object({ statusLine: z.string(), headers: rawHeaders })).max(1000),
  request: side,
  response: side,
});
export type WhenceFields = z.infer<typeof whenceFields>;
export type WhenceBody = z.infer<typeof body>;

// Tools leave out what they do not know, and write other types than HAR asks for: what cannot be read is as if it were not there.
const text = z.string().nullish().catch(null);
const figure = z.number().nullish().catch(null);
const header = z.object({ name: z.string(), value: z.union([z.string(), z.number().transform(String)]) });
const headers = z
  .array(z.unknown())
  .max(mostHeaders)
  .nullish()
  .transform((list) => (list ?? []).flatMap((one) => header.safeParse(one).data ?? []));

// Beside HAR's own fields, those of other names begin with `_`: ours, Chromium's.
const harEntry = z.object({
  startedDateTime: text,
  request: z.object({
    method: z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{0,40}$/),
    url: z.string().max(1_000_000),
    httpVersion: text,
    headers,
    bodySize: figure,
    postData: z
      .object({ mimeType: text, text, encoding: text, _encoding: text, params: z.array(z.object({ name: z.string(), value: text })).nullish().catch(null) })
      .transform(({ encoding, _encoding: ours, ...told }) => ({ ...told, isBase64: encoding === 'base64' || ours === 'base64' }))
      .nullish()
      .catch(null),
  }),
  response: z
    .object({
      status: figure,
      statusText: text,
      httpVersion: text,
      headers,
      bodySize: figure,
      content: z.object({ mimeType: text, text, encoding: text, size: figure }).nullish().catch(null),
      _error: text,
    })
    .transform(({ _error: error, ...told }) => ({ ...told, error }))
    .nullish(),
  timings: z.record(z.string(), z.unknown()).nullish().catch(null),
  _webSocketMessages: z.array(z.unknown()).nullish().catch(null),
  _whence: whenceFields.nullish().catch(null),
}).transform(({ _webSocketMessages: messages, _whence: whence, ...told }) => ({ ...told, webSocketMessages: messages?.length ?? 0, whence: whence ?? null }));
export type ReadableEntry = z.infer<typeof harEntry>;

/** An entry of a HAR file as it can be read; null where it is none. `whence` is null in those of other tools, and where it is not whole. */
export function readHarEntry(octets: Uint8Array): ReadableEntry | null {
  try {
    return harEntry.safeParse(JSON.parse(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
