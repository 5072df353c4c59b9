import { beforeAll, describe, expect, test } from 'vitest';
import { oneApp } from './one-app.ts';
import { Keyboard } from './pages/keyboard.ts';

describe('the window, by keyboard alone', () => {
  const running = oneApp();
  let keys: Keyboard;
  beforeAll(async () => {
    keys = new Keyboard(running.app.window.page);
    await running.app.window.button('Trust certificate').waitFor();
  });

  test('the palette finds a command by a few letters, and does it', async () => {
    await keys.press('Control+k');
    const palette = running.app.window.page.getByRole('dialog', { name: 'Commands' });
    await palette.waitFor();
    await expect.poll(() => keys.focused()).toBe('Commands');
    await keys.type('go sett');
    await expect.poll(() => palette.getByRole('option').first().innerText()).toContain('Go to Settings');
    expect(await palette.getByRole('option').first().innerText()).toMatch(/Ctrl\s+6/);
    await keys.press('Enter');
    await running.app.window.page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await palette.count()).toBe(0);
  });

  test('what was done last stands first; what there is not is said', async () => {
    await keys.press('Control+1');
    await keys.press('Control+k');
    const palette = running.app.window.page.getByRole('dialog', { name: 'Commands' });
    await expect.poll(() => palette.getByRole('option').first().innerText()).toContain('Go to Settings');
    await keys.type('zebra');
    await palette.getByText('No command fits “zebra”.').waitFor();
    await keys.press('Escape');
    await expect.poll(() => palette.count()).toBe(0);
  });

  test('the sheet lists the keys, and gives the focus back', async () => {
    await keys.tabTo('More');
    await keys.press('?');
    const sheet = running.app.window.page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByText('Find a command').waitFor();
    expect(await sheet.getByRole('definition').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/Ctrl\s+K/), '?']));
    await keys.press('Escape');
    await expect.poll(() => keys.focused()).toBe('More');
  });

  test('the menu is walked through by arrows and letters, and what it opens gives the focus back', async () => {
    await keys.press('Enter');
    await expect.poll(() => keys.focused()).toMatch(/^Import…/);
    await keys.type('da');
    await expect.poll(() => keys.focused()).toBe('Dark');
    await keys.press('Enter');
    await running.app.window.page.locator(':root[data-theme="dark"]').waitFor();
    await expect.poll(() => keys.focused()).toBe('More');
    await keys.press('ArrowDown');
    await expect.poll(() => keys.focused()).toMatch(/^Import…/);
    await keys.press('Enter');
    await running.app.window.page.getByRole('dialog', { name: 'Import' }).waitFor();
    // Round and round, and never out of it.
    expect((await keys.round(6)).every(({ dialog }) => dialog === 'Import')).toBe(true);
    await keys.press('Escape');
    await expect.poll(() => keys.focused()).toBe('More');
  });

  test('what stands behind a word of the status bar opens and closes', async () => {
    await keys.tabTo('all accounted for');
    await keys.press('Enter');
    await running.app.window.page.getByRole('dialog', { name: 'Accounts' }).getByText('Connections read').waitFor();
    await keys.press('Escape');
    await expect.poll(() => keys.focused()).toBe('all accounted for');
  });

  test.each(['Set-up', 'Settings'] as const)('every control of header, rail and %s is reached, and the focus is seen on each', async (screen) => {
    const { window } = running.app;
    await window.goTo(screen);
    await window.page.getByRole('heading', { name: screen }).waitFor();
    const wanted = await keys.controls();
    const reached = await keys.round(wanted.length + 10);
    expect(wanted.filter((name) => !reached.some((stop) => stop.name === name))).toEqual([]);
    expect(reached.filter(({ isSeen }) => !isSeen)).toEqual([]);
  });
});
