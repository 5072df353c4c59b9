import type { Page } from 'playwright';

interface Stop {
  /** The accessible name, as far as the page says it itself. */
  readonly name: string;
  /** Whether the focus shows: an outline on the control, or on what is drawn for it. */
  readonly isSeen: boolean;
  /** The dialog it is in, or null. */
  readonly dialog: string | null;
}

/** The window for who has no mouse. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** What the focused control is called. */
  async focused(): Promise<string> {
    return (await this.#stop()).name;
  }

  /** Presses Tab until a control of this name has the focus. */
  async tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press('Tab');
      if ((await this.focused()) === name) return;
    }
    throw new Error(`Tab does not lead to "${name}".`);
  }

  /** Where so many presses of Tab lead. */
  async round(presses: number): Promise<readonly Stop[]> {
    const stops: Stop[] = [];
    for (let press = 0; press < presses; press += 1) {
      await this.press('Tab');
      const stop = await this.#stop();
      // Between the last control and the first the page itself has it.
      if (stop.name !== 'the page') stops.push(stop);
    }
    return stops;
  }

  /** The names of all controls that are in sight and can be used; of radio buttons of one group, of which Tab reaches one, the chosen. */
  controls(): Promise<readonly string[]> {
    return this.#page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a[href], button, input, [role="tab"][tabindex="0"]')]
        .filter((control) => control.checkVisibility() && !control.matches(':disabled, [type="submit"], [type="radio"]:not(:checked)'))
        .map((control) => control.ariaLabel ?? ((control instanceof HTMLInputElement ? control.labels?.[0]?.innerText : control.innerText) ?? '').trim()),
    );
  }

  #stop(): Promise<Stop> {
    return this.#page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || at === document.body) return { name: 'the page', isSeen: true, dialog: null };
      const drawn = [at, at.closest('label'), at.parentElement].filter((element) => element !== null);
      const words = at instanceof HTMLInputElement ? at.labels?.[0]?.innerText : at.innerText;
      const labelled = at.getAttribute('aria-labelledby')?.split(' ')[0];
      return {
        name: at.ariaLabel ?? (labelled === undefined ? words : document.querySelector(`[id="${labelled}"]`)?.textContent)?.trim() ?? '',
        isSeen: drawn.some((element) => getComputedStyle(element).outlineStyle !== 'none' && getComputedStyle(element).outlineWidth !== '0px'),
        dialog: at.closest('[role="dialog"]')?.querySelector('h2')?.textContent ?? null,
      };
    });
  }
}
