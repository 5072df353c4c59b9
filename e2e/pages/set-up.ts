import type { Locator, Page } from 'playwright';
import type { MainWindow } from './main-window.ts';

type StepName = 'Trust the certificate' | 'Point Claude Code at Whence' | 'Run claude';

/** The steps of the set-up, under Traffic until the first request comes, and under Set-up; and the sample session. */
export class SetUpPage {
  readonly #window: MainWindow;

  constructor(window: MainWindow) {
    this.#window = window;
  }

  get #page(): Page {
    return this.#window.page;
  }

  /** The line of a step, which folds and unfolds it. */
  step(name: StepName): Locator {
    return this.#page.getByRole('heading', { level: 3 }).getByRole('button', { name });
  }

  /** Waits until a step is ticked off. */
  async isDone(name: StepName): Promise<void> {
    await this.step(name).filter({ hasText: '(done)' }).waitFor();
  }

  /** Unfolds a step, or a line that is named so. */
  async open(name: string): Promise<void> {
    const line = this.#page.getByRole('button', { name }).and(this.#page.locator('[aria-expanded]'));
    if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
  }

  /** What stands out as the one to be done now. */
  next(): Locator {
    return this.#page.locator('[aria-current="step"]');
  }

  /** Does what the palette offers. */
  async command(name: string): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    const palette = this.#page.getByRole('dialog');
    await palette.getByRole('combobox').or(palette.getByRole('searchbox')).or(palette.getByRole('textbox')).first().fill(name);
    await palette.getByText(name, { exact: true }).first().click();
  }

  sampleStrip(): Locator {
    return this.#page.getByRole('region', { name: 'Sample session' });
  }

  /** What the store holds, as the window is told: rows, imports, and sums. */
  async held(): Promise<unknown> {
    return this.#page.evaluate(async () => {
      const { call } = window.whence;
      const [listed, imports, sessions, costs] = await Promise.all([
        call('listExchanges', { limit: 500 }),
        call('listImports', {}),
        call('listSessions', {}),
        call('readCosts', { by: 'source', limit: 500 }),
      ]);
      return { listed, imports, sessions, costs };
    });
  }
}
