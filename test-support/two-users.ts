import { afterEach } from 'vitest';

/** A user that is not root: `nobody` on many systems, but any number will do. */
export const secondUid = 65_534;

/** Whether this process can be two users, as root can. */
export const canBeTwoUsers = process.platform === 'linux' && process.geteuid?.() === 0;

/**
 * Lets this process act as the second user until the test ends, so that the system really does not tell it of root's. To be
 * called where `canBeTwoUsers`.
 */
export function actAsSecondUserInTest(): () => void {
  afterEach(() => {
    if (!canBeTwoUsers) return;
    process.seteuid?.(0);
    process.setegid?.(0);
  });
  return () => {
    process.setegid?.(secondUid);
    process.seteuid?.(secondUid);
  };
}

if (process.platform === 'linux' && !canBeTwoUsers) {
  process.stderr.write('Not run as root: what one user sees of the connections of another is not tested with real processes here.\n');
}
