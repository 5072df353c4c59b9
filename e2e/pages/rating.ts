import type { Locator, Page } from 'playwright';

/** Stars and comments, in the words of who gives them. */
export class Rating {
  readonly page: Page;
  readonly popover: Locator;

  constructor(page: Page) {
    this.page = page;
    this.popover = page.getByRole('dialog', { name: 'Rating' });
  }

  /** In the head of the open request. */
  starsOfRequest(): Locator {
    return this.page.getByRole('radiogroup', { name: 'Stars of this request' });
  }

  /** What the stars say; null without any. */
  async chosen(stars: Locator): Promise<string | null> {
    const checked = stars.getByRole('radio', { checked: true });
    return (await checked.count()) === 0 ? null : checked.getAttribute('aria-label');
  }

  /** Opens the ratings of the open request, of its turn and of its session. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Comment on the request' }).click();
    await this.popover.waitFor();
  }

  /** The part of the popover with this name: "This request", "Turn 1", "Its session". */
  of(name: string): Locator {
    return this.popover.getByRole('region', { name: `Rating: ${name}` });
  }

  stars(name: string): Locator {
    return this.of(name).getByRole('radiogroup');
  }

  comment(name: string): Locator {
    return this.of(name).getByRole('textbox');
  }

  state(name: string): Locator {
    return this.of(name).getByRole('status');
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.popover.waitFor({ state: 'detached' });
  }

  /** What the column of ratings says of each row in sight, from the top, as a screen reader has it. */
  async column(): Promise<readonly string[]> {
    const cells = await this.page.locator('[data-row] .timeline-rating').all();
    return Promise.all(cells.map(async (cell) => ((await cell.locator('.for-screen-readers').count()) === 0 ? '' : ((await cell.locator('.for-screen-readers').first().textContent()) ?? ''))));
  }
}
