import { getPriority, setPriority } from 'node:os';

/**
 * Has the calling thread stand back for others that want the processor: `niceness` is that of Unix, from 0 to 19. On Linux
 * alone, where it is said of a thread; elsewhere it would slow down the whole process, the relay included.
 */
export function lowerThreadPriority(niceness: number): void {
  if (process.platform !== 'linux') return;
  try {
    // Without a process id the kernel takes it for the thread that asks.
    if (getPriority() < niceness) setPriority(niceness);
  } catch {
    // Some sandboxes forbid it. The thread then runs as the others do.
  }
}
