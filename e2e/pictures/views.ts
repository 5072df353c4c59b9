import type { Locator, Page } from 'playwright';
import type { ExchangeRow } from '../../src/contract/exchange-view.ts';
import type { MainWindow } from '../pages/main-window.ts';

/** Something of the window to be photographed. `show` answers false where it is not there. */
export interface View {
  readonly name: string;
  show(window: MainWindow): Promise<boolean>;
}

/** On a busy machine too. */
const shownWithinMs = 5000;
const tabs = ['context', 'conversation', 'response', 'compare', 'raw', 'headers', 'timing'] as const;

/** All views, each shown from a fresh Traffic screen. */
export const views: readonly View[] = [
  { name: 'traffic', show: () => Promise.resolve(true) },
  ...tabs.map((tab) => opened(tab, tab, isAfterChange)),
  opened('context-of-subagent', 'context', ({ requestClass }) => requestClass === 'subagent'),
  opened('conversation-with-tools', 'conversation', ({ requestClass, turnNumber }) => requestClass === 'main' && turnNumber === 2),
  opened('response-interrupted', 'response', ({ state }) => state === 'interrupted'),
  opened('response-of-error', 'response', ({ status }) => status === 529),
  opened('compare-of-count', 'compare', ({ requestClass }) => requestClass === 'count-tokens'),
  { name: 'source-chosen', show: async (window) => (await open(window, 'context', isAfterChange)) && click(window.page.getByRole('treeitem').nth(2)) },
  { name: 'find', show: async ({ page }) => (await press(page, '/')) && isThere(page.locator(':is(input, textarea, [contenteditable="true"]):focus')) },
  { name: 'filtered', show: async ({ page }) => (await goTo(page, '#/traffic?filter=status%3A529')) && isThere(page.getByRole('grid', { name: 'Requests' })) },
  { name: 'search', show: async ({ page }) => (await press(page, 'Control+Shift+F')) && isThere(page.locator('input:focus')) },
  { name: 'palette', show: async ({ page }) => (await press(page, 'Control+k')) && isThere(page.getByRole('dialog')) },
  { name: 'keys', show: async ({ page }) => (await press(page, '?')) && isThere(page.getByRole('dialog')) },
  { name: 'columns', show: ({ page }) => click(page.getByRole('button', { name: /columns/i })) },
  { name: 'export', show: async ({ page }) => (await press(page, 'Control+e')) && isThere(page.getByRole('dialog')) },
  { name: 'import', show: async ({ page }) => (await press(page, 'Control+o')) && isThere(page.getByRole('dialog')) },
  { name: 'settings', show: ({ page }) => goTo(page, '#/settings') },
  { name: 'settings-end', show: async ({ page }) => (await goTo(page, '#/settings')) && scrollToEnd(page) },
  { name: 'set-up', show: ({ page }) => goTo(page, '#/set-up') },
  { name: 'remove-everything', show: ({ page }) => goTo(page, '#/leaving') },
  { name: 'sources', show: async ({ page }) => (await goTo(page, '#/sources')) && isThere(page.getByRole('treegrid')) },
  { name: 'source', show: async ({ page }) => (await goTo(page, '#/sources')) && (await openFirst(page.getByRole('treegrid'))) },
  { name: 'costs', show: async ({ page }) => (await goTo(page, '#/costs')) && isThere(bars(page)) },
  { name: 'costs-end', show: async ({ page }) => (await goTo(page, '#/costs')) && (await isThere(bars(page))) && scrollToEnd(page) },
  { name: 'insights', show: async ({ page }) => (await goTo(page, '#/insights?range=all')) && isThere(page.getByRole('treegrid')) },
  { name: 'finding', show: async ({ page }) => (await goTo(page, '#/insights?range=all')) && (await openFirst(page.getByRole('treegrid'))) },
  { name: 'what-if', show: async ({ page }) => (await goTo(page, '#/insights?range=all&part=what-if')) && isThere(page.getByRole('treegrid')) },
];

/** The request whose memory was another than its predecessor's: the last turn but that which was interrupted. */
function isAfterChange({ requestClass, turnNumber, status }: ExchangeRow): boolean {
  return requestClass === 'main' && turnNumber === 3 && status === 200;
}

function opened(name: string, tab: (typeof tabs)[number], isWanted: (row: ExchangeRow) => boolean): View {
  return { name, show: (window) => open(window, tab, isWanted) };
}

/** By the place and by what the rows are, whatever they say: words and columns change more often. */
async function open(window: MainWindow, tab: (typeof tabs)[number], isWanted: (row: ExchangeRow) => boolean): Promise<boolean> {
  const row = (await window.rows()).findLast(isWanted);
  if (row === undefined) return false;
  await goTo(window.page, `#/traffic?exchange=${row.id}&tab=${tab}`);
  return isThere(window.page.getByRole('tablist'));
}

async function goTo(page: Page, place: string): Promise<boolean> {
  await page.evaluate((hash) => location.assign(hash), place);
  return true;
}

async function press(page: Page, key: string): Promise<boolean> {
  await page.getByRole('grid', { name: 'Requests' }).focus();
  await page.keyboard.press(key);
  return true;
}

/** What the charts draw, which comes after the frame they draw it in. */
function bars(page: Page): Locator {
  return page.locator('.recharts-bar-rectangle path');
}

/** Of a tree of lines the first, by key. */
async function openFirst(lines: Locator): Promise<boolean> {
  if (!(await isThere(lines))) return false;
  await lines.focus();
  await lines.page().keyboard.press('Home');
  await lines.page().keyboard.press('Enter');
  return true;
}

async function scrollToEnd(page: Page): Promise<boolean> {
  await page.getByRole('main').locator(':scope, :scope *').evaluateAll((elements) => {
    for (const element of elements) element.scrollTop = element.scrollHeight;
  });
  return true;
}

async function click(target: Locator): Promise<boolean> {
  if (!(await isThere(target))) return false;
  await target.first().click({ timeout: shownWithinMs });
  return true;
}

function isThere(target: Locator): Promise<boolean> {
  return target.first().waitFor({ timeout: shownWithinMs }).then(() => true, () => false);
}
