import { describe, expect, test } from 'vitest';
import { fuzzKinds } from './fuzz-kinds.ts';

// The same streams in every run; `npm run bench -- fuzz` takes many more, of any seed.
const seed = 20261121;
const runs = 800;

describe('mutated streams are relayed unchanged, and read the same whole and in fragments:', () => {
  test.each(fuzzKinds)('$name', { timeout: 120_000 }, async ({ run, oneIn }) => {
    const { failures, figures } = await run({ seed, runs: Math.max(20, Math.round(runs / oneIn)) });
    expect(failures).toEqual([]);
    expect(Object.values(figures).every((figure) => figure > 0)).toBe(true);
  });
});
