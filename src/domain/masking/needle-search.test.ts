import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test-support/processor-time.ts';
import { NeedleSearch } from './needle-search.ts';

describe('NeedleSearch', () => {
  it('finds what looking for each text alone finds: of those that end at one place the longest, and what is begun at the end', () => {
    const some = fc.stringMatching(/^[ab]{0,9}c?[ab]{8,12}$/);
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.array(fc.oneof(some, fc.stringMatching(/^[abcx]{0,6}$/)), { maxLength: 8 }), fc.nat(20), (given, pieces, from) => {
        const needles = [...new Set(given)];
        const data = pieces.join('') + (needles[0] ?? '').slice(0, -3);
        const start = Math.min(from, data.length);
        const found = new Set<string>();
        const begun = new NeedleSearch(needles.map(octets)).find(octets(data), start, data.length, (first, end) => found.add(`${first}-${end}`));
        const expected = new Set<string>();
        for (let end = start; end <= data.length; end += 1) {
          const ending = needles.filter((needle) => end - needle.length >= start && data.slice(0, end).endsWith(needle)).map(({ length }) => length);
          if (ending.length > 0) expected.add(`${end - Math.max(...ending)}-${end}`);
        }
        expect(found).toEqual(expected);
        const beginnings = needles.flatMap((needle) => Array.from(needle, (_, length) => needle.slice(0, length)));
        expect(begun).toBe(Math.max(0, ...beginnings.filter((beginning) => beginning.length <= data.length - start && data.endsWith(beginning)).map(({ length }) => length)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['that have nothing in common', (index: number) => `${(index * 2_654_435_761) % 4_294_967_296}-${index}-and-more`],
    ['that begin alike', (index: number) => `aaaaaaaaaaaaaaaa${index}`],
    ['that lie within one another', (index: number) => `${'a'.repeat(8 + index)}`],
    ['that end alike', (index: number) => `${index}${'a'.repeat(300)}b`],
  ])('takes time that hardly grows with the number of texts %s', (_what, textOf) => {
    const data = octets('a'.repeat(1_000_000));
    const search = new NeedleSearch(Array.from({ length: 1000 }, (_, index) => octets(textOf(index))));
    const startedAtMs = processorMs();
    search.find(data, 0, data.byteLength, () => {});
    // Each of a thousand for itself takes seconds.
    expect(processorMs() - startedAtMs).toBeLessThan(2000);
  });
});

function octets(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
