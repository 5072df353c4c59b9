import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackSegments } from '../../contract/packed-segments.ts';
import { StoredTraffic } from '../../../test-support/stored-traffic.ts';
import { user } from '../../../test-support/recorded-request.ts';
import { readBodyPlace, readImage } from './read-body-place.ts';
import { readContext, readPackedContext } from './read-context.ts';

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  traffic.add({ id: 'one', at: 10, messages: [user('Look at the depot.')], usage: { input_tokens: 300, output_tokens: 20 } });
});
afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a context waits for its analysis, is there then, and says when its list is damaged', async () => {
  expect(readContext(traffic.reads, 'nobody')).toBeNull();
  expect(readContext(traffic.reads, 'one')).toMatchObject({ state: 'pending', segments: [] });
  await traffic.analyse();
  const context = readContext(traffic.reads, 'one');
  expect(context).toMatchObject({ state: 'done', totalTokens: 300 });
  expect(unpackSegments(readPackedContext(traffic.reads, 'one')?.packedSegments ?? '')).toEqual(context?.segments);
  traffic.store.exec('UPDATE segment_list SET columns = randomblob(40)');
  expect(readContext(traffic.reads, 'one')).toMatchObject({ state: 'damaged', segments: [] });
  traffic.store.exec('UPDATE exchange SET content_removed_at_us = 1');
  expect(readContext(traffic.reads, 'one')).toMatchObject({ state: 'pending' });
});

test('a segment is found in its body with what stands around it', async () => {
  await traffic.analyse();
  const segment = readContext(traffic.reads, 'one')?.segments.find(({ source }) => source.kind === 'user-input');
  if (segment === undefined) throw new Error('nothing was typed');
  const place = await readBodyPlace(traffic.reads, { id: 'one', ...segment });
  // It is the last of the body.
  expect(place?.runs.map(({ where }) => where)).toEqual(['before', 'inside']);
  expect(place?.runs[1]?.text).toContain('Look at the depot.');
  expect(await readImage(traffic.reads, { id: 'one', ...segment })).toBeNull();
  expect(await readBodyPlace(traffic.reads, { id: 'nobody', ...segment })).toBeNull();
});
