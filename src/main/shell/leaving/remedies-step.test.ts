import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingOf, RemedyHome } from '../../../../test-support/remedy-home.ts';
import { remediesStep } from './remedies-step.ts';

let home: RemedyHome;
beforeEach(() => {
  home = new RemedyHome();
});
afterEach(() => home.remove());

const search = findingOf('unused-tool', 'WebSearch', 'tool-definition/tool=WebSearch');

describe('what was applied, when everything is removed', () => {
  it('is nothing to do where nothing was', async () => expect(await remediesStep(home.open()).look()).toMatchObject({ isAbsent: true }));

  it('is taken out to the byte, and its copy with it', async () => {
    home.put(home.file, '{}');
    await home.apply(search, 'deny-tool');
    expect(await remediesStep(home.open()).look()).toMatchObject({ isAbsent: false, paths: [home.file] });
    expect(await remediesStep(home.open()).remove()).toEqual({ done: true, message: 'One change was undone.' });
    expect([home.text(), existsSync(`${home.dataDir}/applied-remedies.json`)]).toEqual(['{}', false]);
  });

  it('is named where it cannot be taken out', async () => {
    await home.apply(search, 'deny-tool');
    home.put(home.file, '{ broken');
    expect(await remediesStep(home.open()).remove()).toMatchObject({ done: false, message: expect.stringMatching(/denied tool WebSearch.*is not JSON.*by hand/) });
    expect(home.text()).toBe('{ broken');
  });
});
