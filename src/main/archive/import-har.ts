import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import { monotonicFactory } from 'ulid';
import { SeenCredentials } from '../../domain/masking/seen-credentials.ts';
import type { FromIntake, ToIntake } from '../recorder/import-messages.ts';
import type { ImportedWrite } from '../store/archive/import-writes.ts';
import { sampleName } from '../store/archive/sample-name.ts';
import { importFailure, importSentence } from './import-sentences.ts';
import { maskedImport, maskedWords } from './masked-import.ts';
import { lastMoment, movedInTime } from './moved-in-time.ts';
import { HarFile } from './read-har-file.ts';

/** Asks the recorder's thread for something and waits for its answer. */
export type AskIntake = (message: ToIntake) => Promise<FromIntake>;

export interface ImportSurroundings {
  readonly ask: AskIntake;
  readonly maskingRulesOff: readonly string[];
  readonly nowMs: number;
  /** Whether the file is the sample session, which is imported as if it had ended just now. */
  readonly isSample?: boolean;
  readonly onProgress: (entries: number, bytes: number, bytesTotal: number) => void;
  readonly signal: AbortSignal;
}

export interface ImportOutcome {
  readonly done: boolean;
  readonly message: string;
  readonly brokenImport: number | null;
}

/** Small batches: the recorder writes what is relayed in between. */
const batchBytes = 4 * 1024 * 1024;
const batchExchanges = 50;

/**
 * Imports a HAR file: each exchange masked before it leaves here, and written by the recorder's thread. Answers a sentence that says what was
 * imported and what could not be; and the number of what is to be deleted again, of an import that was cancelled or failed. Never throws.
 */
export async function importHar(file: string, { ask, maskingRulesOff, nowMs, isSample = false, onProgress, signal }: ImportSurroundings): Promise<ImportOutcome> {
  const har = new HarFile(file, nowMs * 1000);
  const masking = { rulesOff: maskingRulesOff, seen: new SeenCredentials() };
  const newId = monotonicFactory();
  let importNumber: number | null = null;
  let imported = 0;
  let batch: ImportedWrite[] = [];
  let bytes = 0;

  const begin = async (): Promise<number> => {
    const fileName = isSample ? sampleName : maskedWords(basename(file), maskingRulesOff, []);
    const begun = await ask({ kind: 'begin', fileName, importedAtUs: nowMs * 1000 });
    if (begun.kind !== 'begun') throw new IntakeFailed(begun.kind === 'failed' ? begun.code : 'no answer');
    return begun.importNumber;
  };
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    importNumber ??= await begin();
    await done(ask({ kind: 'write', importNumber, imported: batch }));
    imported += batch.length;
    batch = [];
    bytes = 0;
  };

  try {
    const found = await stat(file);
    // A pipe would be waited for, and a device has no end.
    if (!found.isFile() && !found.isDirectory()) return { done: false, message: `Nothing was imported: ${basename(file)} is no file.`, brokenImport: null };
    const { size } = found;
    const laterByUs = isSample ? nowMs * 1000 - ((await lastMoment(new HarFile(file, nowMs * 1000).exchanges(signal))) ?? 0) : 0;
    for await (const read of har.exchanges(signal)) {
      const exchange = movedInTime(read, laterByUs);
      const write = maskedImport(exchange, newId(Math.floor(exchange.timing.requestStartedAtUs / 1000)), masking);
      batch.push(write);
      bytes += write.exchange.bodies.reduce((sum, { octets }) => octets.reduce((all, piece) => all + piece.byteLength, sum), 0);
      if (bytes >= batchBytes || batch.length >= batchExchanges) await flush();
      onProgress(har.facts.entries, har.facts.bytes, size);
    }
    await flush();
    const { creator } = har.facts;
    if (importNumber !== null && creator !== null && !isSample) await done(ask({ kind: 'set-creator', importNumber, creator: maskedWords(creator, maskingRulesOff, masking.seen.and([])) }));
    return { done: imported > 0, message: isSample && imported > 0 ? 'The sample session is here.' : importSentence(har.facts, imported, basename(file)), brokenImport: null };
  } catch (error) {
    const message = signal.aborted ? 'The import was cancelled. Nothing of it was kept.' : importFailure(error);
    return { done: false, message, brokenImport: importNumber };
  }
}

/** The recorder's thread could not do it; the code is SQLite's. */
export class IntakeFailed extends Error {
  override readonly name = 'IntakeFailed';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

async function done(answer: Promise<FromIntake>): Promise<void> {
  const { kind, ...rest } = await answer;
  if (kind === 'failed' && 'code' in rest) throw new IntakeFailed(rest.code);
}
