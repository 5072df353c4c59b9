import { timed, type Sample, type Timed } from './figures.ts';
import { samplePress, type OpenWindow } from './open-window.ts';
import { passFrames } from './page-clock.ts';

const tree = '[role="tree"][aria-label="Context sources"] [role="treeitem"]';
const map = '[aria-label*="ontext map"]';
const rows = '[role="grid"] [data-row]';

/** Opens each of the requests by a click on its row, closes it, and opens it again; and goes from one to the next by key. */
export async function measureOpening(opened: OpenWindow, ids: readonly string[]): Promise<readonly Timed[]> {
  const { page } = opened;
  await page.locator(rows).first().waitFor();
  const first: Sample[] = [];
  const again: Sample[] = [];
  const withMap: Sample[] = [];
  for (const id of ids) {
    first.push(await openByClick(id, [tree]));
    await closeRequest();
    again.push(await openByClick(id, [tree]));
    if ((await page.locator(map).count()) > 0) {
      await closeRequest();
      withMap.push(await openByClick(id, [tree, map]));
    }
    await closeRequest();
  }
  const entered: Sample[] = [];
  for (const id of ids) {
    await row(id).click();
    await page.locator(tree).first().waitFor();
    await closeRequest();
    await page.locator('[role="grid"]').focus();
    entered.push(await samplePress(opened, { selectors: [tree] }, () => page.keyboard.press('Enter')));
    await closeRequest();
  }
  return [
    timed('open a request of 1 MB, first time', first, 'The tree of sources did not come.'),
    timed('open it again', again, 'The tree of sources did not come.'),
    timed('open it by Enter', entered, 'Enter opened no request.'),
    timed('open it again, tree and map', withMap, 'There is no context map yet.'),
  ];

  function openByClick(id: string, selectors: readonly string[]): Promise<Sample> {
    return samplePress(opened, { selectors }, () => row(id).click());
  }

  function row(id: string) {
    return page.locator(`[role="grid"] [data-row="${id}"]`);
  }

  /** By the place: which key does it is for other tests to say. */
  async function closeRequest(): Promise<void> {
    await page.evaluate(() => location.assign('#/traffic'));
    await page.locator(tree).first().waitFor({ state: 'detached' });
    await passFrames(page, 5);
  }
}
