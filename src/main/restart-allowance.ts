const allowed = 5;
const withinMs = 10 * 60 * 1000;

export const allowanceInWords = `${allowed} times within ${withinMs / 60_000} minutes`;

/** How often a part that fails is started again: what fails at once each time would otherwise do nothing else. */
export class RestartAllowance {
  #restartedAtMs: number[] = [];

  /** True when the part may be started again now, which is then counted. `nowMs` is of any clock that does not run back. */
  take(nowMs: number): boolean {
    this.#restartedAtMs = this.#restartedAtMs.filter((atMs) => nowMs - atMs < withinMs);
    if (this.#restartedAtMs.length >= allowed) return false;
    this.#restartedAtMs.push(nowMs);
    return true;
  }
}
