import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EntrySplitter, type SplitEntry } from './entry-splitter.ts';

function split(text: string, chunkBytes: number, mostEntryBytes = 1e6, mostEntryValues = 1e6): { readonly entries: readonly SplitEntry[]; readonly splitter: EntrySplitter } {
  const splitter = new EntrySplitter(mostEntryBytes, mostEntryValues);
  const octets = Buffer.from(text);
  const entries: SplitEntry[] = [];
  for (let start = 0; start < octets.length; start += chunkBytes) entries.push(...splitter.write(octets.subarray(start, start + chunkBytes)));
  return { entries, splitter };
}

function texts(entries: readonly SplitEntry[]): readonly unknown[] {
  return entries.map((entry) => (entry === 'too-large' ? entry : JSON.parse(Buffer.from(entry).toString())));
}

const values = (count: number): string => JSON.stringify(Array.from({ length: count }, () => ({})));
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a HAR file in chunks', () => {
  test('gives the entries that JSON.parse would, however it is cut, and what stands around them', () => {
    const file = fc.record({ before: fc.jsonValue(), entries: fc.array(fc.jsonValue()), after: fc.jsonValue(), indent: fc.constantFrom(0, 2), chunkBytes: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(file, ({ before, entries, after, indent, chunkBytes }) => {
        const { entries: found, splitter } = split(JSON.stringify({ before, log: { before, entries, after }, after }, null, indent), chunkBytes);
        expect(texts(found)).toEqual(JSON.parse(JSON.stringify(entries)));
        expect(splitter.around()).toEqual(JSON.parse(JSON.stringify({ before, log: { before, entries: [], after }, after })));
        expect(splitter.state).toBe('after');
      }),
    );
  });

  test('takes a list of that name for the entries only where HAR has it', () => {
    const { entries } = split('{"entries":[1],"log":{"pages":[{"entries":[2]}],"x":{"log":{"entries":[3]}},"entries":[4]},"entries":[5]}', 7);
    expect(texts(entries)).toEqual([4]);
  });

  test('goes on after an entry that is no JSON, and after one that is too large', () => {
    const { entries } = split(`{"log":{"entries":[{"a":nonsense},{"a":"${'x'.repeat(500)}"},{"a":1}]}}`, 11, 100);
    expect(entries).toHaveLength(3);
    expect(entries[1]).toBe('too-large');
    expect(texts(entries.slice(2))).toEqual([{ a: 1 }]);
  });

  test('says that a file ended among its entries, with those that were whole', () => {
    const { entries, splitter } = split('\uFEFF{"log":{"entries":[{"a":1},{"a":', 5);
    expect(texts(entries)).toEqual([{ a: 1 }]);
    expect(splitter.state).toBe('among');
  });

  test('passes over an entry of more values than are taken, which would be many times as large once it is read', () => {
    const text = `{"log":{"entries":[${[values(9), values(200), nested(9), nested(200), JSON.stringify('[{,'.repeat(200)), '1'].join()}]}}`;
    for (const chunkBytes of [1, 7, 5000]) {
      const { entries, splitter } = split(text, chunkBytes, 1e6, 100);
      expect(entries.map((one) => (one === 'too-large' ? one : Buffer.from(one).toString()))).toEqual([values(9), 'too-large', nested(9), 'too-large', JSON.stringify('[{,'.repeat(200)), '1']);
      expect(splitter.state).toBe('after');
    }
  });

  test('remembers nothing of ends that have no beginning', () => {
    const { entries, splitter } = split('}:'.repeat(1000), 100);
    expect(entries).toEqual([]);
    expect(splitter.state).toBe('before');
  });
});
