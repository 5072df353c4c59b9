import type { Locator, Page } from 'playwright';

/** What if, and before and after, in the words of who uses them. */
export class WhatIfScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(part: 'what-if' | 'before-after'): Promise<void> {
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/insights?part=${part}&range=all`);
    await (part === 'what-if' ? this.page.getByRole('treegrid', { name: 'What can be switched off' }) : this.page.getByText(/No point is marked yet|Days on either side/).first()).waitFor();
  }

  /** A line that can be switched off and on. */
  line(name: string): Locator {
    return this.page.getByRole('treegrid').getByRole('row').filter({ hasText: name }).first();
  }

  /** Tokens as they were, without what is switched off, and without what its use brought. */
  async tokens(): Promise<readonly number[]> {
    return (await this.#titles('Tokens of prompts')).map((title) => Number(title.replaceAll(/\D/g, '')));
  }

  /** The same in micro-dollars. */
  async costs(): Promise<readonly number[]> {
    return (await this.#titles('Cost')).map((title) => Math.round(Number(title.replaceAll(/[^\d.]/g, '')) * 1e6));
  }

  async #titles(line: string): Promise<readonly string[]> {
    const cells = this.page.locator('.what-if-sums tr').filter({ has: this.page.getByRole('rowheader', { name: line, exact: true }) }).locator('td[title]');
    return cells.evaluateAll((found) => found.map((cell) => cell.getAttribute('title') ?? ''));
  }

  /** What stands before and after in a line of the figures. */
  async figure(name: string): Promise<readonly string[]> {
    return this.page.locator('.measured-figures tr').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) }).locator('td').allInnerTexts();
  }

  /** Opens a request in Traffic and marks the point before it, from the palette. */
  async markRequest(id: string, label: string): Promise<void> {
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/traffic?exchange=${id}`);
    await this.page.getByRole('grid', { name: 'Requests' }).locator('[aria-selected="true"]').first().waitFor();
    await this.page.keyboard.press('ControlOrMeta+k');
    const palette = this.page.getByRole('dialog', { name: 'Commands' });
    await palette.locator('input').fill('Mark the point before');
    await palette.getByRole('option', { name: /Mark the point before this request/ }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('textbox', { name: 'What changed' }).fill(label);
    await this.page.keyboard.press('Enter');
  }
}
