import type { Locator, Page } from 'playwright';

/** The screen of insights, in the words of who uses it. */
export class InsightsScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(range: string): Promise<void> {
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/insights?range=${range}`);
    await this.page.getByRole('heading', { name: 'Insights', exact: true }).waitFor();
  }

  list(): Locator {
    return this.page.getByRole('treegrid', { name: 'Findings' });
  }

  /** The lines whose title says this. */
  line(words: string | RegExp): Locator {
    return this.list().getByRole('row').filter({ has: this.page.getByRole('rowheader').filter({ hasText: words }) });
  }

  titles(): Promise<readonly string[]> {
    return this.list().getByRole('rowheader').allInnerTexts();
  }

  /** The figure of a fact of the line of totals, exact where it says so when the pointer rests on it. */
  async total(name: string): Promise<string> {
    const totals = this.page.getByRole('region', { name: 'What all findings come to' });
    const figure = totals.locator('.fact').filter({ has: this.page.getByText(name, { exact: true }) }).locator('.fact-figure');
    return (await figure.getAttribute('title')) ?? (await figure.innerText());
  }

  /** The finding that is open. */
  sheet(): Locator {
    return this.page.getByRole('region', { name: 'The open finding' });
  }

  /** Opens the finding whose title says this, by key. */
  async openByKey(words: string | RegExp): Promise<void> {
    const line = this.line(words).first();
    await line.waitFor();
    await this.list().focus();
    await this.page.keyboard.press('Home');
    for (let step = 0; step < 30 && (await line.getAttribute('aria-selected')) !== 'true'; step += 1) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await this.sheet().getByRole('heading', { name: words }).waitFor();
  }

  requests(): Locator {
    return this.sheet().getByRole('grid', { name: 'Requests of this finding' });
  }
}
