import type { Locator } from 'playwright';
import type { MainWindow } from './main-window.ts';

/** The settings of the local API, in the words of who uses them. */
export class LocalApiField {
  readonly field: Locator;
  readonly #window: MainWindow;

  constructor(window: MainWindow) {
    this.#window = window;
    this.field = window.page.getByRole('group', { name: 'Local API' });
  }

  async open(): Promise<void> {
    await this.#window.goTo('Settings');
    await this.field.scrollIntoViewIfNeeded();
  }

  isOn(): Promise<boolean> {
    return this.field.getByRole('switch').isChecked();
  }

  async press(): Promise<void> {
    await this.field.getByRole('switch', { name: 'Serve the local API' }).click();
  }

  async usePort(port: number): Promise<void> {
    await this.field.getByLabel('Port of the local API').fill(String(port));
    await this.field.getByRole('button', { name: 'Apply' }).click();
  }

  /** Waits until it is said where the API listens: the address of its list of requests. */
  async address(): Promise<string> {
    const line = this.field.getByText(/^http:\/\/127\.0\.0\.1:\d+\/api\/claude\/requests$/);
    await line.waitFor();
    return line.innerText();
  }

  async showToken(): Promise<string> {
    await this.field.getByRole('button', { name: 'Show token' }).click();
    return this.shownToken();
  }

  async shownToken(): Promise<string> {
    const token = this.field.locator('code').filter({ hasText: /^[\w-]{43}$/ });
    await token.waitFor();
    return token.innerText();
  }

  async makeNewToken(): Promise<void> {
    await this.field.getByRole('button', { name: 'New token' }).click();
    await this.field.getByText('A new token holds').waitFor();
  }

  /** What is said to be in the way. */
  obstacle(): Locator {
    return this.field.getByText('The local API cannot listen on port');
  }
}
