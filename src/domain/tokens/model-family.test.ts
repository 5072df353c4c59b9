import { describe, expect, it } from 'vitest';
import { modelFamily } from './model-family.ts';

describe('the family of a model', () => {
  it.each([
    ['claude-opus-5-5', 'claude-opus-5-5'],
    ['claude-opus-5-5[1m]', 'claude-opus-5-5'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['anthropic/claude-opus-4-8', 'claude-opus-4-8'],
    ['claude-3-5-haiku-latest', 'claude-3-5-haiku'],
    ['some-model', 'some-model'],
    ['__proto__', '__proto__'],
    ['', ''],
  ])('%s is of %s', (model, family) => {
    expect(modelFamily(model)).toBe(family);
  });

  it('is found quickly for a name of any length', () => {
    expect(modelFamily('claude-'.repeat(100_000)).length).toBeLessThanOrEqual(80);
  });
});
