import { describe, expect, it } from 'vitest';
import { SeenCredentials } from './seen-credentials.ts';

describe('SeenCredentials', () => {
  it('gives one and the same list as long as nothing new is seen', () => {
    const seen = new SeenCredentials();
    const first = seen.and([credential(1), credential(2)]);
    expect(first).toEqual([credential(1), credential(2)]);
    expect(seen.and([])).toBe(first);
    expect(seen.and([credential(1)])).toBe(first);
    seen.and([credential(2)]);
    expect(seen.and([credential(3)])).toEqual([credential(1), credential(2), credential(3)]);
    const others = [credential(4), 'too-long'.repeat(1000)];
    expect(seen.and(others)).toHaveLength(5);
    expect(seen.and(others)).toBe(seen.and(others));
  });

  it('forgets those that were not seen for longest, never those just given', () => {
    const seen = new SeenCredentials();
    for (let index = 0; index < 1000; index += 1) seen.and([credential(index), credential(0)]);
    const kept = seen.and([]);
    expect(kept).toContain(credential(0));
    expect(kept).toContain(credential(999));
    expect(kept).not.toContain(credential(1));
    expect(kept.length).toBeLessThan(200);
    const many = Array.from({ length: 1000 }, (_, index) => credential(index));
    expect(seen.and(many)).toEqual(expect.arrayContaining(many));
    for (let index = 0; index < 100; index += 1) seen.and([`${index}`.padStart(4000, 'long')]);
    expect(seen.and([]).join('').length).toBeLessThan(64_000);
  });

  it('keeps for others none that names things, or is too short or too long to be looked for in every body', () => {
    const seen = new SeenCredentials();
    const uuid = '3b0f7c52-1d5e-4a7b-9c1d-0123456789ab';
    expect(seen.and([uuid, 'long'.repeat(10_000), 'short'])).toHaveLength(3);
    expect(seen.and([])).toEqual([]);
  });
});

function credential(index: number): string {
  return `credential-number-${index}`;
}
