import type { MessagePort } from 'node:worker_threads';
import type { FromIntake } from '../recorder/import-messages.ts';
import type { AskIntake } from './import-har.ts';

/** Asks over this port, one thing after the other. When the other end is gone, all that is asked fails with the code `closed`. */
export function askIntake(intake: MessagePort): AskIntake {
  const waiting: ((answer: FromIntake) => void)[] = [];
  let isClosed = false;
  intake.on('message', (answer: FromIntake) => waiting.shift()?.(answer));
  intake.once('close', () => {
    isClosed = true;
    for (const resolve of waiting.splice(0)) resolve({ kind: 'failed', code: 'closed' });
  });
  return (message) =>
    new Promise((resolve) => {
      if (isClosed) {
        resolve({ kind: 'failed', code: 'closed' });
        return;
      }
      waiting.push(resolve);
      intake.postMessage(message);
    });
}
