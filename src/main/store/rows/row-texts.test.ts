import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { parseFilterText } from '../../answers/parse-filter-text.ts';

let folder: string;
let traffic: StoredTraffic;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'texts-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
});

afterEach(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

it('rows are found by what their bodies say, together with anything else', async () => {
  const says = ['count the blue shelves', 'count the red shelves', 'paint the blue door'];
  traffic.add(...says.map((text, index) => ({ id: `id-${index}`, at: 1000 + index, messages: [user(text)], answer: [{ type: 'text', text: 'Done.' }] })));
  while ((await traffic.writes.packBodies(7)) > 0);
  const found = (text: string) => {
    const parse = parseFilterText(text, new Date(0));
    if (!parse.parsed) throw new Error(text);
    const { rows, total } = traffic.reads.listRows({ limit: 9, filter: parse.filter });
    return [rows.map(({ id }) => id), total];
  };
  expect(found('shelves')).toEqual([['id-1', 'id-0'], 2]);
  expect(found('"blue shelves"')).toEqual([['id-0'], 1]);
  expect(found('blue shelves')).toEqual([['id-0'], 1]);
  expect(found('-blue')).toEqual([['id-1'], 1]);
  expect(found('blue -text:shelves status:200')).toEqual([['id-2'], 1]);
  expect(found('done')).toEqual([['id-2', 'id-1', 'id-0'], 3]);
  expect(found('green')).toEqual([[], 0]);
});
