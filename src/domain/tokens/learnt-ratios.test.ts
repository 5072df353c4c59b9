import { describe, expect, it } from 'vitest';
import { learn, nothingLearnt, type LearntCounts, type Observation } from './learnt-counts.ts';
import { readRatios } from './learnt-ratios.ts';

const model = 'claude-opus-5-5';
const learnAll = (...all: readonly Observation[]): LearntCounts => all.reduce(learn, nothingLearnt);
const bill = (estimated: number, billed: number, key = 'request'): Observation => ({ of: 'bill', family: model, key, estimated, billed });
const piece = (estimated: number, answered: number, fields: Partial<Extract<Observation, { of: 'piece' }>> = {}): Observation => ({
  of: 'piece', family: model, key: `${estimated} ${answered}`, form: 'text', kind: null, estimated, answered, ...fields,
});

describe('the ratio of a model', () => {
  it('is 1 while nothing was learnt, and of another model nothing is taken', () => {
    expect(readRatios(nothingLearnt, model).ratioFor('hook')).toEqual({ ratio: 1, observations: 0, basis: 'none' });
    expect(readRatios(learnAll(bill(9000, 18_000)), 'claude-haiku-5').ratioFor('hook').basis).toBe('none');
    expect(readRatios(learnAll(bill(9000, 18_000)), null).ratioFor('hook').basis).toBe('none');
  });

  it('is that of its bills and pieces, drawn to 1 where they are few', () => {
    expect(readRatios(learnAll(bill(99_000, 148_500)), `${model}[1m]`).ratioFor('hook')).toEqual({ ratio: 1.495, observations: 1, basis: 'model' });
    expect(readRatios(learnAll(piece(100, 207)), model).ratioFor('hook').ratio).toBeCloseTo(1200 / 1100);
  });

  it('is that of a kind where pieces of that kind were counted, drawn to the ratio of the model', () => {
    const ratios = readRatios(learnAll(bill(1_000_000, 1_500_000), piece(1000, 2007, { kind: 'memory-file' })), model);
    const ofModel = ratios.ratioFor('hook').ratio;
    expect(ofModel).toBeCloseTo(1.5, 2);
    expect(ratios.ratioFor('memory-file')).toEqual({ ratio: (2000 + 1000 * ofModel) / 2000, observations: 1, basis: 'kind' });
  });

  it('leaves out what cannot be of the text alone', () => {
    const learnt = learnAll(bill(1000, 900_000, 'a'), bill(0, 10, 'b'), bill(10, Number.MAX_SAFE_INTEGER, 'c'), bill(10_000, 5, 'd'));
    expect(readRatios(learnt, model).ratioFor('hook').basis).toBe('none');
  });
});

describe('a piece that was counted', () => {
  it('has its count less what its message takes: 7, or as a piece of one token shows', () => {
    const long = piece(50, 80, { key: 'long' });
    expect(readRatios(learnAll(long), model).exactTokens('text', 'long')).toBe(73);
    expect(readRatios(learnAll(long, piece(1, 21, { key: 'foo' })), model).exactTokens('text', 'long')).toBe(60);
    expect(readRatios(learnAll(piece(1, 21, { key: 'foo' }), long), model).exactTokens('text', 'foo')).toBe(1);
    expect(readRatios(learnAll(long), model).exactTokens('text', 'other')).toBeNull();
    expect([52, 53].map((tokens) => readRatios(learnAll(long), model).mayKnow('text', tokens))).toEqual([true, false]);
  });

  it('is of no use for tools until several show what the API adds for them', () => {
    const tools = [100, 200, 400, 900].map((estimated) => piece(estimated, 500 + estimated * 1.5, { key: `t${estimated}`, form: 'tools', kind: 'tool-definition' }));
    const few = readRatios(learnAll(...tools.slice(0, 3)), model);
    expect([few.mayKnow('tools', 100), few.exactTokens('tools', 't100')]).toEqual([false, null]);
    const ratios = readRatios(learnAll(...tools, piece(1000, 9000, { key: 'odd', form: 'tools' })), model);
    expect(ratios.mayKnow('tools', 7)).toBe(true);
    expect(ratios.exactTokens('tools', 't400')).toBeCloseTo(600, -1);
  });

  it('takes off the documented hidden prompt where there is one', () => {
    const family = 'claude-sonnet-4-5';
    const learnt = learnAll({ ...piece(100, 500, { key: 'tool', form: 'tools' }), family });
    expect(readRatios(learnt, 'claude-sonnet-4-5-20250929').exactTokens('tools', 'tool')).toBe(500 - 346 - 7 - 1);
  });
});
