import type { Locator, Page } from 'playwright';

/** The screen of costs, in the words of who uses it. */
export class CostsScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(range: string): Promise<void> {
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/costs?range=${range}`);
    await this.page.getByRole('heading', { name: 'Costs', exact: true }).waitFor();
    await this.chart().waitFor();
  }

  /** The figure of a fact of the line of totals, exact where it says so when the pointer rests on it. */
  async fact(name: string): Promise<string> {
    const fact = this.page.locator('.costs .fact').filter({ has: this.page.getByText(name, { exact: true }) });
    return (await fact.locator('.fact-figure').getAttribute('title')) ?? (await fact.locator('.fact-figure').innerText());
  }

  chart(): Locator {
    return this.page.getByRole('slider', { name: /^(Cost|Tokens) by (day|hour)$/ });
  }

  /** What a screen reader says of the column that the keys are at. */
  async said(): Promise<string> {
    return (await this.chart().getAttribute('aria-valuetext')) ?? '';
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  table(name: string): Locator {
    return this.page.getByRole('grid', { name, exact: true });
  }

  /** The exact dollars that the lines of a table say, added up in micro-dollars; what is not known is none. */
  async costsOfTable(name: string): Promise<number> {
    const titles = await this.table(name).locator('[data-line] [title^="$"]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title') ?? ''));
    return titles.reduce((sum, title) => sum + microUsd(title), 0);
  }

  legend(name: string): Locator {
    return this.page.getByRole('group', { name: 'Shown' }).getByRole('button', { name, exact: true });
  }

  async cutBy(dimension: 'Group' | 'Model' | 'Project' | 'Source'): Promise<void> {
    await this.page.getByRole('radio', { name: dimension, exact: true }).check({ force: true });
  }

  async choose(range: 'Today' | '7 days' | '30 days' | '90 days' | 'All'): Promise<void> {
    await this.page.getByRole('radio', { name: range, exact: true }).check({ force: true });
  }
}

/** `$1.234567` in micro-dollars. */
export function microUsd(text: string): number {
  const [figure = ''] = /[\d,]+\.\d+/.exec(text) ?? [];
  return Math.round(Number(figure.replaceAll(',', '')) * 1e6);
}
