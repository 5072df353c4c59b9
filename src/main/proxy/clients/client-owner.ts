import type { ClientProcess } from './client-process.ts';

/**
 * Whose a client's connection is, as far as the system tells: a process; only the user (a number, as in passwd(5)), where the process
 * is another user's, or was not found in time; or nobody that is known.
 */
export type ClientOwner =
  | { readonly kind: 'process'; readonly process: ClientProcess }
  | { readonly kind: 'user'; readonly uid: number }
  | { readonly kind: 'unknown' };

export const unknownOwner: ClientOwner = { kind: 'unknown' };
