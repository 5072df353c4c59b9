import { isRunning } from '../is-running.ts';
import { contactStandby } from './standby-contact.ts';
import { readDescriptions, removeDescription, type StandbyDescription } from './standby-files.ts';
import { endHanging } from './take-port.ts';

const endPatienceMs = 2000;

/**
 * Ends all standbys of a data directory for good, those too that still carry connections, and removes what describes them. Answers the numbers of
 * the processes that would not end.
 */
export async function endStandbys(dataDir: string): Promise<readonly number[]> {
  const ended = await Promise.all(readDescriptions(dataDir, Date.now()).map(({ description }) => endOne(dataDir, description)));
  return ended.filter((pid) => pid !== null);
}

async function endOne(dataDir: string, description: StandbyDescription): Promise<number | null> {
  const { pid } = description;
  const contact = await contactStandby(description);
  if (contact !== null) {
    // It has no answer but its end.
    await contact.ask('end', endPatienceMs);
  }
  if (pid !== null && isRunning(pid)) {
    await waitForEnd(pid, contact === null ? 0 : endPatienceMs);
    await endHanging(description);
    await waitForEnd(pid, endPatienceMs);
    // Another program may have the number by now, which nobody can tell on Windows.
    if (contact !== null && isRunning(pid)) return pid;
  }
  removeDescription(dataDir, description);
  return null;
}

async function waitForEnd(pid: number, patienceMs: number): Promise<void> {
  for (const until = performance.now() + patienceMs; isRunning(pid) && performance.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
