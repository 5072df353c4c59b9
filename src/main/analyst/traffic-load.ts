const windowMs = 500;
/** As many changes of rows a second as forty streams make. People and their subagents make far fewer. */
const heavyPerSecond = 1000;

/** Whether so much is being recorded that what can wait should. Times are those of one clock, in milliseconds. */
export class TrafficLoad {
  #windowFromMs = Number.NEGATIVE_INFINITY;
  #inWindow = 0;
  #perSecond = 0;

  /** So many rows were written or changed. */
  count(rows: number, nowMs: number): void {
    this.#turnWindow(nowMs);
    this.#inWindow += rows;
  }

  isHeavy(nowMs: number): boolean {
    this.#turnWindow(nowMs);
    return this.#perSecond >= heavyPerSecond;
  }

  #turnWindow(nowMs: number): void {
    const elapsedMs = nowMs - this.#windowFromMs;
    if (elapsedMs < windowMs) return;
    this.#perSecond = (this.#inWindow * 1000) / elapsedMs;
    this.#windowFromMs = nowMs;
    this.#inWindow = 0;
  }
}
