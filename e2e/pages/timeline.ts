import type { Locator, Page } from 'playwright';

/** The table of requests, in the words of who uses it. */
export class TimelineTable {
  readonly page: Page;
  readonly grid: Locator;
  readonly choiceBar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Requests' });
    this.choiceBar = page.getByRole('group', { name: 'Chosen requests' });
  }

  /** Puts the focus into the table, and does these keys one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.grid.focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  line(text: string | RegExp): Locator {
    return this.lines().filter({ hasText: text });
  }

  /** Those in sight, from top to bottom. */
  lines(): Locator {
    return this.grid.locator('[data-row]');
  }

  /** What the column of kinds says, line by line. */
  async kinds(): Promise<readonly string[]> {
    const at = (await this.columns()).indexOf('Kind');
    return this.lines().evaluateAll((lines, place) => lines.map((line) => line.children[place]?.textContent ?? ''), at);
  }

  /** The line that the keys go on from. */
  current(): Locator {
    return this.grid.locator('.timeline-row-current');
  }

  head(name: string): Locator {
    return this.grid.getByRole('columnheader', { name, exact: true });
  }

  headButton(name: string): Locator {
    return this.head(name).getByRole('button');
  }

  /** The names of the columns, from left to right. */
  async columns(): Promise<readonly string[]> {
    return this.grid.getByRole('columnheader').allInnerTexts();
  }

  async widthOf(name: string): Promise<number> {
    return (await this.head(name).boundingBox())?.width ?? 0;
  }

  /** Switches a column, or the folding, on or off in the menu of the table. */
  async turn(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Columns', exact: true }).click();
    await this.page.getByRole('menuitemcheckbox', { name, exact: true }).click();
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('menu').waitFor({ state: 'detached' });
  }
}
