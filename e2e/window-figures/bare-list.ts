import type { Locator, Page } from 'playwright';

const id = 'bare-list';

/** Lays a list of so many plain rows over the window's: one text each, those in sight alone, moved by a few lines without a library. */
export async function showBareList(page: Page, rows: number): Promise<{ readonly list: Locator; remove(): Promise<void> }> {
  await page.evaluate(
    ([listId, count]) => {
      const rowPx = 24;
      const grid = document.querySelector('[role="grid"]');
      const { left, top, width, height } = grid?.getBoundingClientRect() ?? { left: 0, top: 0, width: innerWidth, height: innerHeight };
      const list = document.createElement('div');
      list.id = listId;
      Object.assign(list.style, { position: 'fixed', zIndex: '9', overflow: 'auto', background: 'Canvas', left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      const inner = document.createElement('div');
      Object.assign(inner.style, { position: 'relative', height: `${count * rowPx}px` });
      const inSight = Math.ceil(height / rowPx) + 1;
      const drawn = Array.from({ length: inSight }, () => {
        const row = document.createElement('div');
        Object.assign(row.style, { position: 'absolute', height: `${rowPx}px`, left: '0', right: '0' });
        inner.append(row);
        return row;
      });
      const draw = (): void => {
        const first = Math.floor(list.scrollTop / rowPx);
        for (const [index, row] of drawn.entries()) {
          row.style.top = `${(first + index) * rowPx}px`;
          row.textContent = `Row ${first + index}: a plain text as long as those of the columns of a request are together`;
        }
      };
      list.addEventListener('scroll', draw);
      list.append(inner);
      document.body.append(list);
      draw();
    },
    [id, rows] as const,
  );
  const list = page.locator(`#${id}`);
  return { list, remove: () => list.evaluate((element) => element.remove()) };
}
