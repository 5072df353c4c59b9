import type { Locator, Page } from 'playwright';

/** The test of the connection, as its user finds it under Set-up. */
export class SelfTestPart {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses the button and waits for the verdict. */
  async run(): Promise<string> {
    await this.#page.getByRole('button', { name: /^Test (the connection|again)$/ }).click();
    const verdict = this.#page.getByText(/Tested at/);
    // What the test before said goes first.
    await this.#page.getByText(/^Testing: /).or(verdict).first().waitFor();
    await verdict.waitFor();
    return verdict.innerText();
  }

  /** A line of the result, by what was looked at. */
  line(name: string): Locator {
    return this.#page.getByRole('list', { name: 'What was tested' }).getByRole('listitem').filter({ hasText: new RegExp(`^\\S*\\s*${name}: `) });
  }
}
