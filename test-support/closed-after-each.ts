import { afterEach } from 'vitest';

export interface Closable {
  close(): Promise<void>;
}

/** A list for what a test opens; all of it is closed after the test, whether it passed or not. */
export function closedAfterEach(): Closable[] {
  const opened: Closable[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((item) => item.close()));
  });
  return opened;
}
