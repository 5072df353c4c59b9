/** Prints one line of progress to stderr: stdout belongs to the command that the set-up is for. */
export function say(/** @type {string} */ sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** What the set-up cannot do without the user: one sentence that says what happened, why, and what to run. */
export class NeedsUser extends Error {}

/**
 * Prints `describe()` every `everySeconds` while `work` runs, so that a long step is seen to be alive.
 * @template Result
 * @param {() => string} describe
 * @param {Promise<Result>} work
 */
export async function saying(describe, work, everySeconds = 10) {
  const timer = setInterval(() => say(describe()), everySeconds * 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
