import type { Page } from 'playwright';

/** The time of each frame of the page while something is done, in milliseconds. A frame that the main thread held up is late. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  const recorder = await page.evaluateHandle(() => {
    const times: number[] = [];
    let isOn = true;
    const note = (nowMs: number): void => {
      times.push(nowMs);
      if (isOn) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    return {
      stop: () => {
        isOn = false;
        return times;
      },
    };
  });
  await work();
  const times = await recorder.evaluate(({ stop }) => stop());
  await recorder.dispose();
  return times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
}

export interface Awaited {
  /** What shows that it is there: elements whose ids or texts have changed, and of each of these selectors at least one. */
  readonly selectors: readonly string[];
  readonly withinMs?: number;
}

/**
 * Milliseconds from the next press of a key or a button of the mouse until what is awaited is painted, which is two frames after it is in
 * the document; null when it does not come.
 */
export async function msUntilPainted(page: Page, { selectors, withinMs = 20_000 }: Awaited, press: () => Promise<void>): Promise<number | null> {
  const waiting = await page.evaluateHandle(
    ([wanted, limitMs]) => {
      const look = (): string | null => {
        const found = wanted.map((selector) => Array.from(document.querySelectorAll(selector), (element) => element.id || element.textContent));
        return found.some((some) => some.length === 0) ? null : JSON.stringify(found);
      };
      const before = look();
      let pressedAtMs: number | null = null;
      const notePress = ({ timeStamp }: Event): void => void (pressedAtMs ??= timeStamp);
      const presses = ['pointerdown', 'keydown'] as const;
      for (const name of presses) addEventListener(name, notePress, { capture: true });
      const painted = new Promise<number | null>((resolve) => {
        const begunAtMs = performance.now();
        const lookEachFrame = (): void => {
          const now = pressedAtMs === null ? null : look();
          const isThere = now !== null && now !== before;
          if (!isThere && performance.now() - begunAtMs < limitMs) return void requestAnimationFrame(lookEachFrame);
          for (const name of presses) removeEventListener(name, notePress, { capture: true });
          requestAnimationFrame(() => requestAnimationFrame((endMs) => resolve(isThere && pressedAtMs !== null ? endMs - pressedAtMs : null)));
        };
        requestAnimationFrame(lookEachFrame);
      });
      return { painted };
    },
    [selectors, withinMs] as const,
  );
  await press();
  const tookMs = await waiting.evaluate(({ painted }) => painted);
  await waiting.dispose();
  return tookMs;
}

/** Lets the page come to rest: so many frames, one after the other. */
export async function passFrames(page: Page, frames: number): Promise<void> {
  await page.evaluate(
    (count) =>
      new Promise<void>((resolve) => {
        const next = (left: number): void => (left === 0 ? resolve() : void requestAnimationFrame(() => next(left - 1)));
        next(count);
      }),
    frames,
  );
}
