/** A step should take about this long: others can write in between. */
const stepMs = 15;
const most = 64;

/** How many at a time take about as long as a step may: learnt from how long the last ones took. */
export class StepPace {
  #atATime = 4;

  /** Does a step with as many as fit into one; answers what it answers. */
  step<Result>(remove: (atATime: number) => Result): Result {
    const startMs = performance.now();
    const result = remove(this.#atATime);
    const tookMs = performance.now() - startMs;
    if (tookMs > stepMs * 1.5) this.#atATime = Math.max(1, Math.floor(this.#atATime / 2));
    else if (tookMs < stepMs / 2) this.#atATime = Math.min(most, this.#atATime * 2);
    return result;
  }
}
