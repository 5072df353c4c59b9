/** The desktop's own store of secrets. The shell provides it; without a window there is none. */
export interface SecretKeeper {
  /** Why no secret can be kept here, and what to do instead; null where it can. */
  whyNot(): string | null;
  /** A secret as base64 that this user on this machine alone can open. Throws where `whyNot` says why. */
  seal(secret: string): string;
  /** The secret, or null when it was sealed elsewhere or the system's store has changed. */
  open(sealed: string): string | null;
}
