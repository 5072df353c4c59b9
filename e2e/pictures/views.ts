import type { Locator, Page } from 'playwright';
import type { MainWindow } from '../pages/main-window.ts';

/** Something of the window to be photographed. `show` answers false where it is not there. */
export interface View {
  readonly name: string;
  show(window: MainWindow): Promise<boolean>;
}

const shownWithinMs = 3000;
/** The last but one, which follows a change of the memory: the last was interrupted. */
const afterChange = 1;
const tabs = ['Context', 'Conversation', 'Response', 'Compare', 'Raw', 'Headers', 'Timing'] as const;

/** All views, each shown from a fresh Traffic screen. */
export const views: readonly View[] = [
  { name: 'traffic', show: () => Promise.resolve(true) },
  ...tabs.map((tab) => ({ name: tab.toLowerCase(), show: (window: MainWindow) => openTab(window, tab, null) })),
  { name: 'context-of-subagent', show: (window) => openTab(window, 'Context', 'reviewer') },
  { name: 'response-interrupted', show: (window) => openTab(window, 'Response', /interrupted|cut/i) },
  { name: 'response-of-error', show: (window) => openTab(window, 'Response', '529') },
  { name: 'find', show: async ({ page }) => (await press(page, '/')) && isThere(page.locator('input:focus, [contenteditable="true"]:focus')) },
  { name: 'palette', show: async ({ page }) => (await press(page, 'Control+k')) && isThere(page.getByRole('dialog')) },
  { name: 'keys', show: async ({ page }) => (await press(page, '?')) && isThere(page.getByRole('dialog')) },
  { name: 'columns', show: ({ page }) => click(page.getByRole('button', { name: /columns/i })) },
  { name: 'export', show: ({ page }) => click(page.getByRole('button', { name: /export/i })) },
  { name: 'import', show: ({ page }) => click(page.getByRole('button', { name: /import/i })) },
  { name: 'settings', show: (window) => goTo(window, 'Settings') },
  { name: 'set-up', show: (window) => goTo(window, 'Set-up') },
];

async function openTab({ page }: MainWindow, tab: (typeof tabs)[number], text: string | RegExp | null): Promise<boolean> {
  const rows = page.getByRole('grid', { name: 'Requests' }).locator('[data-row]');
  const row = text === null ? rows.nth(afterChange) : rows.filter({ hasText: text }).first();
  if (!(await click(row))) return false;
  return click(page.getByRole('tab', { name: tab, exact: true }));
}

async function goTo(window: MainWindow, screen: 'Settings' | 'Set-up'): Promise<boolean> {
  await window.goTo(screen);
  return true;
}

async function press(page: Page, key: string): Promise<boolean> {
  await page.getByRole('grid', { name: 'Requests' }).focus();
  await page.keyboard.press(key);
  return true;
}

async function click(target: Locator): Promise<boolean> {
  const first = target.first();
  if (!(await isThere(first))) return false;
  await first.click({ timeout: shownWithinMs });
  return true;
}

function isThere(target: Locator): Promise<boolean> {
  return target.first().waitFor({ timeout: shownWithinMs }).then(() => true, () => false);
}
