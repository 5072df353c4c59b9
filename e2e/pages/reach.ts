import type { Locator } from 'playwright';
import type { MainWindow } from './main-window.ts';
import { SetUpPage } from './set-up.ts';

/** Opening a terminal, the command on the path and the lines for elsewhere, in the words of who uses them. */
export class ReachParts {
  readonly #window: MainWindow;

  constructor(window: MainWindow) {
    this.#window = window;
  }

  async open(): Promise<void> {
    await this.#window.goTo('Set-up');
    const setUp = new SetUpPage(this.#window);
    for (const line of ['Point Claude Code at Whence', 'The command “whence run”', 'Somewhere else']) await setUp.open(line);
    await this.#window.button('Open terminal').waitFor();
  }

  async openTerminal(name: string): Promise<void> {
    const { page } = this.#window;
    await page.getByRole('button', { name: / Terminal$/ }).click();
    await page.getByRole('option', { name, exact: true }).click();
    await this.#window.button('Open terminal').click();
  }

  said(text: string | RegExp): Locator {
    return this.#window.page.getByRole('status').filter({ hasText: text });
  }

  /** Shows what would be written, reads it, and has it written. */
  async putCommandOnPath(): Promise<string> {
    await this.#window.button('Put whence on the path…').click();
    const dialog = this.#window.page.getByRole('dialog', { name: 'The command whence' });
    const shown = await dialog.getByRole('region', { name: 'The file' }).textContent();
    await dialog.getByRole('button', { name: 'Put whence on the path' }).click();
    await this.#window.button('Remove command').waitFor();
    return shown ?? '';
  }

  /** The line for a place, by what is said above it. */
  async lineFor(place: string, step: string | RegExp): Promise<string> {
    const { page } = this.#window;
    await page.getByRole('tablist', { name: 'Where claude runs' }).getByRole('tab', { name: place, exact: true }).click();
    return page.locator('.connect-step').filter({ hasText: step }).locator('code').innerText();
  }
}
