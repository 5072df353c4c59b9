import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { errorMessage } from '../error-message.ts';
import { openStore, saysDamaged } from './open-store.ts';
import type { StoreOpening } from './open-store.ts';

/** The claim of this process to a database, until it is released or the process ends, however it does. */
export interface StoreClaim {
  release(): void;
}

export type ClaimedStoreOpening =
  | (Extract<StoreOpening, { opened: true }> & { readonly claim: StoreClaim })
  | Extract<StoreOpening, { opened: false }>;

/** An engine that is just ending holds its claim a moment longer. */
const patienceMs = 2000;

/**
 * Opens a database as the only one to record into it. Two recorders would give their rows the same numbers, and each would take
 * what the other records for left over from a crash; so while another has it, this is a refusal.
 */
export function openClaimedStore(databaseFile: string, now: Date): ClaimedStoreOpening {
  const folder = dirname(databaseFile);
  let claim: StoreClaim | null;
  try {
    claim = claimStore(databaseFile);
  } catch (error) {
    const message = `The folder ${folder} cannot be written to (${errorMessage(error)}). Check its permissions and that the disk is not full.`;
    return { opened: false, code: 'cannot-open', message };
  }
  if (claim === null) {
    const message = `Another Whence records into ${folder}. Use that one or end it, or choose another folder with --data-dir.`;
    return { opened: false, code: 'in-use', message };
  }
  const opening = openStore(databaseFile, now);
  if (opening.opened) return { ...opening, claim };
  claim.release();
  return opening;
}

/**
 * Null while another holds the claim. It is SQLite's lock on an empty file beside the database: unlike a file with a process's
 * number in it, the system takes it back when its holder is killed.
 */
function claimStore(databaseFile: string): StoreClaim | null {
  const file = `${databaseFile}.in-use`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  try {
    return lock(file);
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    if (!saysDamaged(error)) throw error;
    // Somebody has written into it. Nothing is in it that could be lost.
    rmSync(file);
    return lock(file);
  }
}

function lock(file: string): StoreClaim {
  const holder = new Database(file, { timeout: patienceMs });
  try {
    // Nothing is written: no journal has to lie beside it.
    holder.pragma('journal_mode = MEMORY');
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    throw error;
  }
  return { release: () => void holder.close() };
}
