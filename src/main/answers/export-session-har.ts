import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Outcome } from '../../contract/calls.ts';
import type { HarBody, HarExchange } from '../../domain/har/har-exchange.ts';
import { harEntry, harLog } from '../../domain/har/to-har.ts';
import { errorMessage } from '../error-message.ts';
import { readVersion } from '../version.ts';
import { decodeBody } from '../store/decoded-body.ts';
import type { BodySide, StoreReads } from '../store/reads.ts';
import type { Desktop } from './desktop.ts';

/**
 * Asks where to save and writes a session as HAR 1.2. A cancelled dialog is `done: false` with an empty message; a file that
 * cannot be written says why, and what stood there before stays.
 */
export async function exportSessionHar(store: StoreReads, desktop: Desktop, sessionId: string): Promise<Outcome> {
  const ids = store.listSessionExchanges(sessionId);
  if (ids.length === 0) return failed('This session has no requests to export.');
  const file = await desktop.chooseSaveFile(`whence-${fileNamePart(sessionId)}.har`);
  if (file === null) return failed('');
  // A name that nobody can have prepared: in a shared folder it could be a link, or a file that others read.
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await pipeline(Readable.from(harText(store, ids)), createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    return failed(`The session was not exported: ${errorMessage(error)}. Choose another place and try again.`);
  }
  const written = ids.length === 1 ? '1 request was' : `${ids.length.toLocaleString('en-US')} requests were`;
  return { done: true, message: `${written} written to ${basename(file)}.` };
}

// Entry by entry: a long session holds gigabytes of repeated history.
async function* harText(store: StoreReads, ids: readonly string[]): AsyncGenerator<string> {
  const head = JSON.stringify({ log: harLog(readVersion()) });
  yield `${head.slice(0, -2)},"entries":[`;
  let separator = '\n';
  for (const id of ids) {
    const exchange = await harExchange(store, id);
    if (exchange === null) continue;
    yield separator + JSON.stringify(harEntry(exchange));
    separator = ',\n';
  }
  yield '\n]}}\n';
}

async function harExchange(store: StoreReads, id: string): Promise<HarExchange | null> {
  const detail = store.readDetail(id);
  if (detail === null) return null;
  const [requestBody, responseBody] = await Promise.all([harBody(store, id, 'request'), harBody(store, id, 'response')]);
  return { ...detail, sources: store.readAnalysis(id)?.sources ?? null, requestBody, responseBody };
}

async function harBody(store: StoreReads, id: string, side: BodySide): Promise<HarBody | null> {
  const body = store.readBody(id, side);
  if (body === null) return null;
  const { octets, whole } = await decodeBody(body);
  return { ...body, decoded: body.contentEncoding === null || whole ? octets : null };
}

function fileNamePart(sessionId: string): string {
  return sessionId.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
}

function failed(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}
