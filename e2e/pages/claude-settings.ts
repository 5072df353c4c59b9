import type { Locator } from 'playwright';
import type { MainWindow } from './main-window.ts';
import { SetUpPage } from './set-up.ts';

/** Claude Code's own settings on the set-up page, in the words of who uses it. */
export class ClaudeSettingsPart {
  readonly #window: MainWindow;

  constructor(window: MainWindow) {
    this.#window = window;
  }

  /** Goes where it is. */
  async open(): Promise<void> {
    await this.#window.goTo('Set-up');
    const setUp = new SetUpPage(this.#window);
    for (const line of ['Point Claude Code at Whence', 'All of Claude Code']) await setUp.open(line);
  }

  /** The dialog with the difference. */
  dialog(): Locator {
    return this.#window.page.getByRole('dialog', { name: /Claude Code/ });
  }

  /** The lines of the difference that would be added, or removed. */
  async lines(kind: 'Added' | 'Removed'): Promise<readonly string[]> {
    const texts = await this.dialog().getByRole('group', { name: 'What changes in the file' }).locator('code').allInnerTexts();
    return texts.filter((text) => text.startsWith(`${kind}:`)).map((text) => text.slice(kind.length + 1).trim());
  }

  async ask(button: 'Set for all of Claude Code…' | 'Set again…' | 'Undo…'): Promise<void> {
    await this.#window.button(button).click();
    await this.dialog().waitFor();
  }

  /** Presses the dialog's button, and waits until it is done. */
  async confirm(button: 'Write it' | 'Make the file' | 'Take it out' | 'Remove the file'): Promise<void> {
    await this.dialog().getByRole('button', { name: button }).click();
    await this.dialog().waitFor({ state: 'hidden' });
  }

  /** Waits until its state is said to be this. */
  async stands(as: 'Set for all of Claude Code' | 'Not set for all of Claude Code' | 'Claude Code’s settings lead elsewhere'): Promise<void> {
    await this.#window.page.getByRole('status').getByText(as, { exact: true }).waitFor();
  }
}
