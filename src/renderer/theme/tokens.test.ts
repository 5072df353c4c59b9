import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';

const css = await readFile(new URL('tokens.css', import.meta.url), 'utf8');
const [usual = '', more = ''] = css.split('@media (prefers-contrast: more)');

/** The colours of a part of the palette, as [light, dark]. */
function colours(part: string): ReadonlyMap<string, readonly [string, string]> {
  return new Map([...part.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = '', light = '', dark = '']) => [name, [light, dark]]));
}

const palettes = { usual: colours(usual), 'more contrast': new Map([...colours(usual), ...colours(more)]) };
const grounds = ['ground', 'panel', 'raised', 'hover', 'chosen', 'bad-ground', 'warn-ground'];

describe.each(Object.entries(palettes))('the palette: %s', (_, palette) => {
  test.each(['light', 'dark'] as const)('words can be read on every ground they stand on, %s', (theme) => {
    const colour = (name: string) => palette.get(name)?.[theme === 'light' ? 0 : 1] ?? '';
    const weak = ['text', 'dim', 'accent', 'ok', 'warn', 'bad'].flatMap((word) =>
      grounds.filter((ground) => contrast(colour(word), colour(ground)) < 4.5).map((ground) => `${word} on ${ground}: ${contrast(colour(word), colour(ground)).toFixed(2)}`),
    );
    expect(weak).toEqual([]);
    expect(['ground', 'panel', 'raised', 'hover'].filter((ground) => contrast(colour('faint'), colour(ground)) < 4.5)).toEqual([]);
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThan(4.5);
  });

  test.each(['light', 'dark'] as const)('the areas of the groups stand out from what they stand on, %s', (theme) => {
    const colour = (name: string) => palette.get(name)?.[theme === 'light' ? 0 : 1] ?? '';
    const groups = [...palette.keys()].filter((name) => name.startsWith('group-'));
    expect(groups).toHaveLength(8);
    expect(groups.filter((group) => contrast(colour(group), colour('panel')) < 3)).toEqual([]);
  });
});

/** The ratio of two colours' luminances as WCAG 2 defines it, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [lower = 0, higher = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (higher + 0.05) / (lower + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
