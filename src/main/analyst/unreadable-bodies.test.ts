import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quietAnalyst } from '../../../test-support/quiet-options.ts';
import { exchangeWrites } from '../store/exchange-writes.ts';
import { openStore } from '../store/open-store.ts';
import { startAnalystThread } from './analyst-handle.ts';

// The analyst works at the lowest priority, and a busy machine may keep it waiting.
const patience = { timeout: 240_000 };

let folder: string;
const endings: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unreadable-'));
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  rmSync(folder, { recursive: true, force: true });
});

it('analyses what follows bodies that are not what their coding says, in the thread it had', { timeout: 300_000 }, async () => {
  const databaseFile = join(folder, 'whence.db');
  const opening = openStore(databaseFile, new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  endings.push(() => opening.store.close());
  const text = Buffer.from('plain text, and no coding at all of which anything could be read');
  const hugeWindow = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8]), Buffer.alloc(60)]);
  const codings = ['gzip', 'deflate', 'br', 'zstd', 'zstd, gzip', 'gzip, zstd'];
  const bodies = codings.flatMap((coding) => [text, hugeWindow, gzipSync(text).subarray(0, -5), gzipSync(hugeWindow)].map((octets) => ({ coding, octets })));
  const writes = exchangeWrites(opening.store);
  for (const [index, { coding, octets }] of bodies.entries()) {
    const timing = { requestStartedAtUs: index, requestReceivedAtUs: null, requestForwardedAtUs: null, responseStartedAtUs: null, responseDeliveredAtUs: null };
    const identity = { sessionId: null, agentId: null, promptId: null, requestClass: 'main' } as const;
    const place = { scheme: 'https', host: 'api.test', port: 443, method: 'POST', path: '/v1/messages' } as const;
    const headers = [['Content-Encoding', coding]] as const;
    const head = { requestLine: '', requestHeaders: headers, requestTrailers: [], interimHeads: [], statusLine: '', responseHeaders: headers, responseTrailers: [] };
    const end = { complete: true, wireSha256: null, storedSha256: null };
    const body = { start: 0, replaces: false, octets: [octets], masks: [], decodedFrom: null, end };
    writes.write([
      {
        number: index + 1, id: `id-${index + 1}`, state: 'complete', ...identity, ...place, timing, status: 200, requestBytes: octets.length, responseBytes: octets.length,
        head, error: null, bodies: [{ side: 'request', ...body }, { side: 'response', ...body }],
      },
    ]);
  }
  const analysed: string[] = [];
  const notices: string[] = [];
  const analyst = startAnalystThread({ ...quietAnalyst, databaseFile, onAnalysed: (ids) => analysed.push(...ids), onBacklog: () => undefined, onNotice: (notice) => notices.push(notice) });
  endings.push(() => analyst.close());
  await expect.poll(() => analysed.length, patience).toBe(bodies.length);
  expect(notices).toEqual([]);
});
