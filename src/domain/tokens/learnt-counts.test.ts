import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from './content-hash.ts';
import { learn, learnAll, mergeLearnt, nothingLearnt, type LearntCounts, type Observation } from './learnt-counts.ts';
import { readLearnt } from './read-learnt.ts';

const keys = fc.nat(30).map((key) => contentHash(`text ${key}`));
const families = fc.constantFrom('claude-opus-5-5', 'claude-sonnet-5', '__proto__');
const observations = fc.array(
  fc.oneof(
    fc.record({
      of: fc.constant('piece' as const),
      family: families,
      key: keys,
      form: fc.constantFrom('text' as const, 'tools' as const),
      kind: fc.option(fc.constantFrom('system-prompt', 'memory-file')),
      estimated: fc.nat(1000),
      answered: fc.nat(1000),
    }),
    fc.record({ of: fc.constant('bill' as const), family: families, key: keys, estimated: fc.nat(100_000), billed: fc.maxSafeNat() }),
  ),
  { maxLength: 40 },
);

const oneByOne = (all: readonly Observation[]): LearntCounts => all.reduce(learn, nothingLearnt);

describe('what is learnt of the tokens of texts', () => {
  it('is the same in any order, in parts put together, and when it is learnt twice', () => {
    fc.assert(
      fc.property(observations, fc.nat(40), (all, cut) => {
        const learnt = oneByOne(all);
        expect(oneByOne(all.toReversed())).toEqual(learnt);
        expect(mergeLearnt(oneByOne(all.slice(cut)), oneByOne(all.slice(0, cut)))).toEqual(learnt);
        expect(mergeLearnt(learnt, learnt)).toEqual(learnt);
        expect(learnAll(oneByOne(all.slice(0, cut)), all)).toEqual(learnt);
      }),
    );
  });

  it('is plain data that comes back from JSON as it was', () => {
    fc.assert(
      fc.property(observations, (all) => {
        const learnt = oneByOne(all);
        expect(readLearnt(JSON.parse(JSON.stringify(learnt)))).toEqual(learnt);
      }),
    );
  });

  it('is bounded, and what it keeps of too much does not depend on the order', () => {
    const many = Array.from({ length: 2500 }, (_, index): Observation => ({ of: 'piece', family: 'claude-opus-5-5', key: contentHash(`${index} `.repeat(1 + (index % 40))), form: 'text', kind: null, estimated: index + 10, answered: index + 17 }));
    const inHalves = (all: readonly Observation[]): LearntCounts =>
      all.length <= 1 ? oneByOne(all) : mergeLearnt(inHalves(all.slice(0, all.length >> 1)), inHalves(all.slice(all.length >> 1)));
    const learnt = inHalves(many);
    expect(inHalves(many.toReversed())).toEqual(learnt);
    expect(learnt.models[0]?.pieces).toHaveLength(1000);
    // A fair sample: as many of the short texts as of the long ones.
    const short = learnt.models[0]?.pieces.filter(({ key }) => Number(key.split(':')[0]) < 100).length ?? 0;
    expect(Math.abs(short - many.filter(({ key }) => Number(key.split(':')[0]) < 100).length / 2.5)).toBeLessThan(80);
    const models = Array.from({ length: 100 }, (_, index): Observation => ({ of: 'bill', family: `model-${index}`, key: 'a', estimated: 1, billed: 1 }));
    expect(oneByOne(models).models).toHaveLength(16);
    expect(JSON.stringify(learnt).length).toBeLessThan(130_000);
  });

  it('reads nothing from what it did not write', () => {
    for (const value of [null, 3, 'x', [], { models: 3 }, { models: [null, { family: 3 }] }]) expect(readLearnt(value)).toEqual(nothingLearnt);
    const damaged = { models: [{ family: 'm', framing: -1, pieces: [{ key: 'k', form: 'other', estimated: 1, answered: 2 }, 7], bills: [{ key: 'b', estimated: 1.5, billed: 2 }] }] };
    expect(readLearnt(damaged)).toEqual({ models: [{ family: 'm', framing: null, pieces: [], bills: [] }] });
  });
});
