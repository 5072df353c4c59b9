import type { Locator } from 'playwright';
import { showBareList } from './bare-list.ts';
import type { Moved } from './figures.ts';
import { readCounters, type OpenWindow } from './open-window.ts';
import { framesDuring, passFrames } from './page-clock.ts';

const wheelSteps = 150;
const wheelPx = 240;
const dragSteps = 150;
const keyPresses = 200;
/** Wide enough for any scroll bar's thumb to be hit. */
const fromEdgePx = 5;

/** Scrolls the rows of the window in each way, and then as many plain rows in the same window, which shows what scrolling anything costs here. */
export async function measureScrolling(opened: OpenWindow, rows: number): Promise<readonly Moved[]> {
  const { page } = opened;
  const grid = page.getByRole('grid', { name: 'Requests' });
  const moved = [await wheel(opened, 'wheel', grid), await drag(opened, 'scroll bar', grid), await holdKey(opened, grid)];
  const bare = await showBareList(page, rows);
  const baseline = [await wheel(opened, 'wheel, plain rows', bare.list), await drag(opened, 'scroll bar, plain rows', bare.list)];
  await bare.remove();
  return [...moved, ...baseline];
}

async function wheel(opened: OpenWindow, name: string, list: Locator): Promise<Moved> {
  const { page } = opened;
  await toTop(opened, list);
  const box = await boxOf(list);
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  return measure(opened, name, list, async () => {
    for (let step = 0; step < wheelSteps; step += 1) await page.mouse.wheel(0, wheelPx);
  });
}

/** Drags the thumb from the top to the end; where there is none to be caught, the list is put where it would be, frame by frame. */
async function drag(opened: OpenWindow, name: string, list: Locator): Promise<Moved> {
  const { page } = opened;
  await toTop(opened, list);
  const box = await boxOf(list);
  const x = box.x + box.width - fromEdgePx;
  const fromY = box.y + (await startOfTrack(list)) + 8;
  const toY = box.y + box.height - 4;
  const dragged = await measure(opened, name, list, async () => {
    await page.mouse.move(x, fromY);
    await page.mouse.down();
    for (let step = 1; step <= dragSteps; step += 1) await page.mouse.move(x, fromY + ((toY - fromY) * step) / dragSteps);
    await page.mouse.up();
  });
  if ((await shareScrolled(list)) > 0.9) return dragged;
  await toTop(opened, list);
  const moved = await measure(opened, name, list, () =>
    list.evaluate(
      (element, steps) =>
        new Promise<void>((resolve) => {
          const next = (step: number): void => {
            if (step > steps) return resolve();
            element.scrollTop = ((element.scrollHeight - element.clientHeight) * step) / steps;
            requestAnimationFrame(() => next(step + 1));
          };
          next(1);
        }),
      dragSteps,
    ),
  );
  return { ...moved, remark: 'the scroll bar could not be caught with the mouse here: the list was put to each place in turn' };
}

async function holdKey(opened: OpenWindow, list: Locator): Promise<Moved> {
  const { page } = opened;
  await toTop(opened, list);
  await list.focus();
  const moved = await measure(opened, 'ArrowDown held', list, async () => {
    for (let press = 0; press < keyPresses; press += 1) await page.keyboard.down('ArrowDown');
    await page.keyboard.up('ArrowDown');
  });
  return (await shareScrolled(list)) > 0 ? moved : { ...moved, remark: 'the key did not move the list' };
}

async function measure({ page, instruments }: OpenWindow, name: string, list: Locator, work: () => Promise<void>): Promise<Moved> {
  const before = await readCounters(instruments);
  const framesMs = await framesDuring(page, work);
  const after = await readCounters(instruments);
  const perFrame = (counter: string): number => (1000 * ((after[counter] ?? NaN) - (before[counter] ?? NaN))) / framesMs.length;
  const busyMs = { all: perFrame('TaskDuration'), processor: perFrame('ThreadTime'), script: perFrame('ScriptDuration'), style: perFrame('RecalcStyleDuration'), layout: perFrame('LayoutDuration') };
  const hasMoved = (await shareScrolled(list)) > 0;
  return { name, framesMs, busyMs, remark: hasMoved ? null : 'the list did not move' };
}

async function toTop({ page }: OpenWindow, list: Locator): Promise<void> {
  await list.evaluate((element) => element.scrollTo(0, 0));
  await passFrames(page, 20);
}

function shareScrolled(list: Locator): Promise<number> {
  return list.evaluate((element) => element.scrollTop / Math.max(1, element.scrollHeight - element.clientHeight));
}

/** Where the thumb can begin: some scrollers have their bar below a head that stays. */
function startOfTrack(list: Locator): Promise<number> {
  return list.evaluate((element) => Number.parseFloat(getComputedStyle(element).scrollPaddingTop) || 0);
}

async function boxOf(list: Locator) {
  const box = await list.boundingBox();
  if (box === null) throw new Error('The list has no place on the screen.');
  return box;
}
