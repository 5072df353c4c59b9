import { NeedsUser, say } from './say.mjs';

/**
 * Runs a command of this repository. What only the user can do ends it with one sentence instead of a stack.
 * @param {() => Promise<void>} work
 */
export async function command(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NeedsUser)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/**
 * Makes file names on the command line mean what they meant where the user typed them: npm runs a script in the folder of
 * package.json and names the user's in INIT_CWD.
 */
export function returnToCallersFolder(/** @type {string} */ scriptName) {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  // Only when npm runs this very script: the variable also reaches what another script starts, and then means nothing here.
  if (INIT_CWD !== undefined && npm_lifecycle_event === scriptName) process.chdir(INIT_CWD);
}
