import { writeFile } from 'node:fs/promises';
import type { Outcome } from '../../contract/calls.ts';
import { curlCommand, curlVariables, type CurlRequest } from '../../domain/curl/curl-command.ts';
import { failureWords } from '../archive/failure-words.ts';
import type { StoreReads } from '../store/reads.ts';
import type { Desktop } from './desktop.ts';

/** More than this is slow to paste, and no line that anybody edits. */
const pastedBytes = 128 * 1024;

/** Puts a request on the clipboard as a command for curl, and says what it needs. A larger body is saved to a file that the user chooses. */
export async function copyAsCurl(store: StoreReads, desktop: Desktop, id: string): Promise<Outcome> {
  const detail = store.readDetail(id);
  if (detail === null) return failed('This request is not stored any more.');
  const { row, requestHeaders } = detail;
  if (detail.requestLine === null || row.method === '') return failed('Nothing was read of this request that could be sent again.');
  const stored = store.readBody(id, 'request');
  const isEmpty = stored === null || stored.octets.byteLength === 0;
  if (isEmpty && row.requestBytes > 0) return failed('The body of this request is not stored any more.');
  let body: CurlRequest['body'] = isEmpty ? null : stored.octets;
  if (!isEmpty && stored.octets.byteLength > pastedBytes) {
    const file = await desktop.chooseSaveFile(`whence-${id}-body${/json/.test(stored.contentType ?? '') ? '.json' : ''}`, 'body');
    if (file === null) return failed('');
    try {
      await writeFile(file, stored.octets, { mode: 0o600 });
    } catch (error) {
      return failed(`The body was not saved: ${failureWords(error)}`);
    }
    body = { file };
  }
  desktop.copyText(curlCommand({ ...row, headers: requestHeaders, body, decodedFrom: stored?.decodedFrom ?? null }));
  return { done: true, message: sentence(curlVariables({ ...row, headers: requestHeaders }), body, store.readArchived(id)?.bodies.request?.masks.length ?? 0) };
}

function sentence(variables: readonly string[], body: CurlRequest['body'], maskedPlaces: number): string {
  const places = maskedPlaces === 1 ? '1 place of its body is' : `${maskedPlaces.toLocaleString('en-US')} places of its body are`;
  return [
    'Copied as curl.',
    ...(variables.length === 0 ? [] : [`Set ${variables.map((name) => `$${name}`).join(' and ')} before you run it.`]),
    ...(body !== null && 'file' in body ? ['It reads the body from the file you chose.'] : []),
    ...(maskedPlaces === 0 ? [] : [`${places} masked, and sent so.`]),
  ].join(' ');
}

function failed(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}
