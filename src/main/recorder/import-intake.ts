import type { MessagePort } from 'node:worker_threads';
import type { ImportWrites } from '../store/archive/import-writes.ts';
import type { FromIntake, ToIntake } from './import-messages.ts';
import { codeOf } from './recorder-notices.ts';

export interface IntakeSurroundings {
  readonly imports: ImportWrites;
  readonly takeNumber: () => number;
  readonly onStored: (ids: readonly string[]) => void;
}

/** Writes what comes over the port to an import: the recorder's thread gives all numbers, so that no two exchanges have the same. */
export function serveIntake(intake: MessagePort, world: IntakeSurroundings): void {
  intake.on('message', (message: ToIntake) => {
    intake.postMessage(answerOrFailure(message, world));
  });
}

function answerOrFailure(message: ToIntake, world: IntakeSurroundings): FromIntake {
  try {
    return answer(message, world);
  } catch (error) {
    return { kind: 'failed', code: codeOf(error) };
  }
}

function answer(message: ToIntake, { imports, takeNumber, onStored }: IntakeSurroundings): FromIntake {
  switch (message.kind) {
    case 'begin':
      return { kind: 'begun', importNumber: imports.begin(message.fileName, message.importedAtUs) };
    case 'write': {
      const imported = message.imported.map((one) => ({ ...one, exchange: { ...one.exchange, number: takeNumber() } }));
      imports.write(message.importNumber, imported);
      onStored(imported.map(({ exchange }) => exchange.id));
      return { kind: 'done' };
    }
    case 'set-creator':
      imports.setCreator(message.importNumber, message.creator);
      return { kind: 'done' };
  }
}
