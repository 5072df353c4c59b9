import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archivesOver } from '../../../test-support/archives-under-test.ts';
import { plantSecrets, SecretSearch } from '../../../test-support/planted-secrets.ts';
import { RecorderTests } from '../../../test-support/recorder-under-test.ts';
import { storedValues } from '../../../test-support/unpacked-store.ts';
import type { StoreReads } from '../store/reads.ts';

const tests = new RecorderTests();
const longTest = 60_000;

function entry({ request = {}, response = {}, ...other }: { readonly request?: object; readonly response?: object; readonly [name: string]: unknown } = {}): object {
  return {
    startedDateTime: '2026-01-02T03:04:05.000Z',
    request: { method: 'POST', url: 'https://api.test/v1/messages', headers: [], ...request },
    response: { status: 200, headers: [], content: {}, ...response },
    ...other,
  };
}

const noBody = { startLine: 'POST /v1/messages HTTP/1.1', trailers: [], bytes: 0, body: null };
const body = { storedBytes: 5, complete: true, masks: [], wireSha256: null, storedSha256: null, contentEncoding: null, decodedFrom: null, isLeftOut: false };
const timing = { requestStartedAtUs: 1, requestReceivedAtUs: 2, requestForwardedAtUs: 3, responseStartedAtUs: 4, responseDeliveredAtUs: 5 };

/** What an entry says that claims to be ours. */
function ours(change: object): object {
  return {
    format: 1, state: 'complete', error: null, sessionId: 's', promptId: null, agentId: null, requestClass: 'main', scheme: 'https', host: 'api.test', port: 443, method: 'POST', path: '/v1/messages', status: 200,
    timing, rating: null, isPinned: false, contentRemovedAtUs: null, interimHeads: [], request: noBody, response: { ...noBody, startLine: 'HTTP/1.1 200 OK' }, ...change,
  };
}

async function imported(...entries: readonly object[]): Promise<{ readonly message: string; readonly reads: StoreReads; readonly ids: readonly string[] }> {
  const recording = await tests.record();
  const reads = recording.reads();
  const file = join(tests.folder, 'other.har');
  writeFileSync(file, JSON.stringify({ log: { entries } }));
  const { message } = await archivesOver(recording.recorder, tests.databaseFile).importFrom(file);
  await recording.recorder.close();
  return { message, reads, ids: reads.listRows({ limit: 50 }).rows.map(({ id }) => id) };
}

test('a time that no clock of ours can say is as none, and no reason to refuse the file', { timeout: longTest }, async () => {
  const times = ['9999-12-31T00:00:00Z', '+012000-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00Z'];
  const { message, reads } = await imported(...times.map((startedDateTime) => entry({ startedDateTime })));
  expect(message).toBe('4 requests were imported from other.har.');
  for (const { timing: told } of reads.listRows({ limit: 50 }).rows) expect(told.requestStartedAtUs).toSatisfy(Number.isSafeInteger);
});

test('a length that no body has is as none, and no reason to refuse the file', { timeout: longTest }, async () => {
  const { message, reads } = await imported(...[1e300, 1e18, -1, 0.5].map((size) => entry({ response: { bodySize: size, content: { size } }, request: { bodySize: size } })));
  expect(message).toBe('4 requests were imported from other.har.');
  expect(reads.listRows({ limit: 50 }).rows.map(({ requestBytes, responseBytes }) => [requestBytes, responseBytes])).toEqual(Array.from({ length: 4 }, () => [0, 0]));
});

test('bodies that are said to be removed are not kept: nothing would ever remove them', { timeout: longTest }, async () => {
  const { reads, ids } = await imported(entry({ request: { postData: { mimeType: 'text/plain', text: 'hello' } }, _whence: ours({ contentRemovedAtUs: 5, request: { ...noBody, bytes: 5, body } }) }));
  expect(ids).toHaveLength(1);
  expect(reads.readBody(ids[0] ?? '', 'request')).toBeNull();
});

test('what a file says of a body is masked as its heads are, whatever it says', { timeout: longTest }, async () => {
  const planted = plantSecrets();
  // Known only by the name of the header that it stands behind.
  const opaque = { kind: 'opaque', secret: 'kQwZrTbnMfxLpVhGdSjCyRaEoUiWbNtK', text: 'kQwZrTbnMfxLpVhGdSjCyRaEoUiWbNtK' };
  const oneLine = planted.filter(({ text }) => !text.includes('\n') && text.length <= 200);
  const own = (change: object) => ours({ request: { ...noBody, bytes: 5, body: { ...body, ...change } } });
  const { message } = await imported(
    ...oneLine.map(({ text }) => entry({ request: { headers: [{ name: 'Content-Encoding', value: text }], postData: { mimeType: 'text/plain', text: 'hello' } } })),
    ...oneLine.map(({ text }) => entry({ request: { postData: { mimeType: 'text/plain', text: 'hello' } }, _whence: own({ decodedFrom: text }) })),
    ...oneLine.map(({ text }) => entry({ _whence: ours({ rating: { stars: 1, comment: `Łódź🦊${text}`, ratedAtUs: 5 }, promptId: text.slice(0, 200), host: text, method: text, path: text, request: { ...noBody, startLine: null } }) })),
    entry({ request: { headers: [{ name: 'X-Api-Key', value: opaque.secret }] }, _whence: ours({ sessionId: opaque.secret, rating: { stars: 1, comment: `It repeats ${opaque.secret}.`, ratedAtUs: 5 }, error: { code: 'x', message: opaque.secret } }) }),
  );
  expect(message).toContain('requests were imported');
  const search = new SecretSearch([...planted, opaque]);
  const places = [...storedValues(tests.databaseFile), ...readdirSync(tests.folder).filter((name) => name.startsWith('whence.db')).map((name) => ({ name, octets: readFileSync(join(tests.folder, name)) }))];
  expect([...new Set(places.flatMap(({ name, octets }) => search.kindsIn(octets).map((kind) => `${kind} in ${name}`)))]).toEqual([]);
});

test('what is no file is not waited for', { timeout: longTest }, async () => {
  const recording = await tests.record();
  const pipe = join(tests.folder, 'other.har');
  execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
  const archives = archivesOver(recording.recorder, tests.databaseFile);
  expect(await archives.importFrom(pipe)).toMatchObject({ done: false, message: 'Nothing was imported: other.har is no file.' });
  expect(await archives.importFrom('/dev/zero')).toMatchObject({ done: false, message: 'Nothing was imported: zero is no file.' });
});
