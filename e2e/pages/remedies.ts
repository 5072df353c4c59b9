import type { Locator, Page } from 'playwright';

/** What can be done about the finding that is open, in the words of who does it. */
export class RemediesPart {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  section(name: 'What can be done' | 'Applied' = 'What can be done'): Locator {
    return this.#page.getByRole('region', { name, exact: true });
  }

  /** The remedy that says this. */
  remedy(words: string | RegExp): Locator {
    return this.section().getByRole('listitem').filter({ hasText: words });
  }

  dialog(): Locator {
    return this.#page.getByRole('dialog', { name: /Claude Code’s settings/ });
  }

  /** The lines of the difference that would be added, or removed. */
  async lines(kind: 'Added' | 'Removed'): Promise<readonly string[]> {
    const group = this.dialog().getByRole('group', { name: 'What changes in the file' });
    await group.waitFor();
    const texts = await group.locator('code').allInnerTexts();
    return texts.filter((text) => text.startsWith(`${kind}:`)).map((text) => text.slice(kind.length + 1).trim());
  }

  /** Presses the dialog's button, and waits until it is done. */
  async confirm(button: 'Write it' | 'Take it out'): Promise<void> {
    await this.dialog().getByRole('button', { name: button, exact: true }).click();
    await this.dialog().waitFor({ state: 'hidden' });
  }
}
