import type { Locator, Page } from 'playwright';

/** The screen of sources, in the words of who uses it. */
export class SourcesPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  table(): Locator {
    return this.page.getByRole('treegrid', { name: 'Sources' });
  }

  /** The lines whose name begins so. */
  row(name: string): Locator {
    return this.table().getByRole('row').filter({ has: this.page.getByRole('rowheader').filter({ hasText: new RegExp(`^\\s*${name}`) }) });
  }

  /** What the first of these says, by the names of the columns. */
  async cells(name: string): Promise<Readonly<Record<string, string>>> {
    const heads = await this.table().getByRole('columnheader').allInnerTexts();
    const row = this.row(name).first();
    if ((await row.count()) === 0) return {};
    const cells = await row.getByRole('gridcell').allInnerTexts();
    return Object.fromEntries(cells.map((text, index) => [(heads[index + 1] ?? '').trim(), text.replaceAll('\u00a0', ' ').trim()]));
  }

  /** What the lines in sight say in a column, from the top. */
  async column(name: string): Promise<readonly string[]> {
    const heads = (await this.table().getByRole('columnheader').allInnerTexts()).map((head) => head.trim());
    const rows = await this.table().locator('[data-line]').all();
    const lines = await Promise.all(rows.map(async (row) => ({ at: Number(await row.getAttribute('aria-rowindex')), text: (await row.getByRole('gridcell').nth(heads.indexOf(name) - 1).innerText()).trim() })));
    return lines.toSorted((one, other) => one.at - other.at).map(({ text }) => text);
  }

  names(): Promise<readonly string[]> {
    return this.table().getByRole('rowheader').allInnerTexts();
  }

  bill(): Locator {
    return this.page.getByLabel('The bill');
  }

  neverCalled(): Locator {
    return this.page.getByRole('button', { name: 'Never called' });
  }

  async sortBy(column: string): Promise<void> {
    await this.table().getByRole('columnheader', { name: column, exact: true }).getByRole('button').click();
  }

  /** Takes the table along, by an entry of its menu. */
  async export(entry: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Export the table of sources' }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  async find(words: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Find a source' }).fill(words);
  }

  async open(name: string): Promise<void> {
    await this.row(name).first().getByRole('rowheader').click();
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }
}
