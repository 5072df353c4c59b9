import type { Locator, Page } from 'playwright';

/** A body under Raw, in the words of who reads it. */
export class RawBody {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  text(side: 'Request' | 'Response'): Locator {
    return this.#page.getByRole('textbox', { name: `${side} body` });
  }

  async show(side: 'Request' | 'Response'): Promise<void> {
    await this.#choose('Which body is shown', side);
    await this.text(side).waitFor();
  }

  async showFace(face: 'Indented' | 'As sent'): Promise<void> {
    await this.#choose('Face of the body', face);
  }

  /** The runs of one colour in sight, in order: one run for each segment. */
  async tintedRuns(): Promise<readonly string[]> {
    return this.text('Request').evaluate((content) => {
      const runs: { look: string; text: string }[] = [];
      const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const look = node.parentElement?.closest('.segment-text')?.className ?? '';
        const last = runs.at(-1);
        if (last?.look === look) last.text += node.textContent ?? '';
        else runs.push({ look, text: node.textContent ?? '' });
      }
      return runs.map(({ text }) => text);
    });
  }

  /** The text that is marked as asked for. */
  async marked(): Promise<string> {
    return (await this.text('Request').locator('.marked-run').allTextContents()).join('');
  }

  search(): Locator {
    return this.#page.getByRole('search', { name: 'Find in this body' });
  }

  /** Looks for a text by keyboard, and closes the search where it was found. */
  async find(text: string): Promise<void> {
    await this.text('Request').focus();
    await this.#page.keyboard.press('Control+f');
    await this.search().getByRole('textbox').fill(text);
    await this.#page.keyboard.press('Enter');
    await this.#page.keyboard.press('Escape');
  }

  /** What stands where something is folded. */
  folded(): Locator {
    return this.#page.locator('.fold-placeholder');
  }

  caretLine(): Locator {
    return this.#page.getByRole('group', { name: 'Segment under the caret' });
  }

  async #choose(group: string, name: string): Promise<void> {
    await this.#page.getByRole('radiogroup', { name: group }).locator('label').filter({ hasText: name }).click();
  }
}
