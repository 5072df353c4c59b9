import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findVersions } from './find-versions.ts';

const versionsIn = (texts: readonly (string | null)[], most: number) => findVersions(texts.length, most, (at) => Promise.resolve(texts[at] ?? null), (text) => text);

describe('the versions of a text', () => {
  it('are all found where there are looks for all places, the latest first, with where each was first and last', async () => {
    const { versions, lookedAt } = await versionsIn(['a', 'a', 'b', 'a', null, 'c'], 10);
    expect(lookedAt).toBe(6);
    expect(versions).toEqual([{ first: 5, last: 5, found: 'c' }, { first: 0, last: 3, found: 'a' }, { first: 2, last: 2, found: 'b' }]);
  });

  it('are found with few looks among many places, and exactly where they change', async () => {
    const texts = [...Array<string>(3000).fill('a'), ...Array<string>(6001).fill('b'), ...Array<string>(999).fill('c')];
    const { versions, lookedAt } = await versionsIn(texts, 48);
    expect(lookedAt).toBeLessThanOrEqual(48);
    expect(versions).toEqual([{ first: 9001, last: 9999, found: 'c' }, { first: 3000, last: 9000, found: 'b' }, { first: 0, last: 2999, found: 'a' }]);
  });

  it('are those at places that were looked at, never more often than is allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.constantFrom('a', 'b', 'c')), { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), async (texts, most) => {
        const { versions, lookedAt } = await versionsIn(texts, most);
        expect(lookedAt).toBeLessThanOrEqual(Math.min(most, texts.length));
        for (const { first, last, found } of versions) expect([texts[first], texts[last]]).toEqual([found, found]);
        const all = new Set(texts.filter((text) => text !== null));
        expect(texts.length > most || versions.length === all.size).toBe(true);
      }),
    );
  });
});
