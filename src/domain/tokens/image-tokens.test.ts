import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageTokens } from './image-tokens.ts';

describe('the tokens of an image', () => {
  // What was counted for these sizes, less what the text beside the image counted: public measurements of two models.
  it.each([
    [256, 256, 100, 100],
    [512, 512, 361, 361],
    [1024, 1024, 1369, 1369],
    [1280, 720, 1196, 1196],
    [1920, 1080, 1560, 2691],
    [1080, 1920, 1560, 2691],
    [2560, 1440, 1560, 4784],
    [4032, 3024, 1564, 4740],
    [1, 1, 1, 1],
    [8000, 1, 56, 92],
  ])('%i × %i pixels are %i, and %i for a model of high resolution', (width, height, standard, high) => {
    expect(imageTokens({ width, height }, 'claude-haiku-4-5-20251001')).toBe(standard);
    expect(imageTokens({ width, height }, 'claude-opus-5-5')).toBe(high);
  });

  it.each([
    ['claude-3-5-haiku-20241022', 1560],
    ['claude-sonnet-4-20250514', 1560],
    ['claude-opus-4-6', 1560],
    ['claude-opus-4-7', 2691],
    ['claude-opus-4-10', 2691],
    ['claude-sonnet-5', 2691],
    ['some-model', 2691],
    [null, 2691],
  ])('of a screen depend on the model: %s', (model, tokens) => {
    expect(imageTokens({ width: 1920, height: 1080 }, model)).toBe(tokens);
  });

  it('are within the limits for any size, and about the pixels by 750 where nothing is scaled', () => {
    const edge = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(edge, edge, (width, height) => {
        const tokens = imageTokens({ width, height }, null);
        expect(tokens).toBeGreaterThanOrEqual(1);
        expect(tokens).toBeLessThanOrEqual(4784);
      }),
    );
    expect(Math.abs(imageTokens({ width: 1000, height: 1000 }, null) / (1_000_000 / 750) - 1)).toBeLessThan(0.05);
  });
});
