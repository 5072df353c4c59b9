import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { keepMarkers, type MarkerKeeping } from '../../answers/keep-marker.ts';
import { openForWriting } from '../open-for-writing.ts';
import { ratingWrites } from '../ratings/rating-writes.ts';
import { markerWrites } from './marker-writes.ts';

let folder: string;
let traffic: StoredTraffic;
let markers: MarkerKeeping;
let changes: number;
let close: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'markers-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  changes = 0;
  const ratings = ratingWrites(traffic.file, 30);
  close = () => ratings.close();
  markers = keepMarkers(markerWrites(ratings), () => (changes += 1));
});
afterEach(() => {
  close();
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a point in time is marked, named otherwise, moved and removed', async () => {
  const first = await markers.add({ atUs: 1000, label: 'Removed context7' });
  const second = await markers.add({ atUs: 2000, label: 'Shorter CLAUDE.md' });
  expect(traffic.reads.listMarkers()).toEqual([second, first].map((added) => added.state === 'kept' && added.marker));
  const number = first.state === 'kept' ? first.marker.number : -1;
  expect(await markers.change({ number, label: 'Removed context7 for good' })).toEqual({ state: 'kept' });
  expect(await markers.change({ number, atUs: 3000 })).toEqual({ state: 'kept' });
  expect(traffic.reads.listMarkers()[0]).toEqual({ number, atUs: 3000, label: 'Removed context7 for good' });
  expect(await markers.remove(number)).toEqual({ state: 'kept' });
  expect(await markers.remove(number)).toEqual({ state: 'unknown-id' });
  expect(await markers.change({ number, atUs: 1 })).toEqual({ state: 'unknown-id' });
  expect(traffic.reads.listMarkers().map(({ label }) => label)).toEqual(['Shorter CLAUDE.md']);
  expect(changes).toBe(5);
});

it('a credential in a label is masked before it is written', async () => {
  const key = `sk-ant-api03-${'q7Zx2'.repeat(18)}-AA`;
  const added = await markers.add({ atUs: 1, label: `Ohne Schlüssel ${key}` });
  expect(added).toMatchObject({ state: 'kept', marker: { label: expect.stringMatching(/^Ohne Schlüssel \S*\*+/) } });
  await markers.change({ number: 1, label: `again ${key}` });
  expect(JSON.stringify([added, traffic.reads.listMarkers()])).not.toContain('q7Zx2q7Zx2');
});

it('is not written while another writer keeps the database', async () => {
  const other = openForWriting(traffic.file);
  other.exec('BEGIN IMMEDIATE');
  expect(await markers.add({ atUs: 1, label: 'One' })).toEqual({ state: 'busy' });
  expect(await markers.remove(1)).toEqual({ state: 'busy' });
  other.exec('ROLLBACK');
  other.close();
  expect([traffic.reads.listMarkers(), changes]).toEqual([[], 0]);
});
