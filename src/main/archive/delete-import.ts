import type { MessagePort } from 'node:worker_threads';
import { askIntake } from './ask-intake.ts';

/** Has the recorder's thread delete an import with its exchanges; false where it could not. The port is closed. */
export async function deleteImport(intake: MessagePort | null, importNumber: number): Promise<boolean> {
  if (intake === null) return false;
  const answer = await askIntake(intake)({ kind: 'remove', importNumber });
  intake.close();
  return answer.kind === 'done';
}
