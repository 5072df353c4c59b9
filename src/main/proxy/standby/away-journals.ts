import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { UnseenPassage } from '../../relayed/unseen-passage.ts';
import { attempt, descriptionFile, readStandbyFolder, standbyFolder } from './standby-files.ts';

export interface JournalContents {
  readonly passages: readonly UnseenPassage[];
  /** Connections to hosts that are not listed. */
  readonly others: number;
  /** Connections to listed hosts that were counted only, because the journal was full. */
  readonly leftOut: number;
  /** Lines that are not what a standby writes. */
  readonly unreadable: number;
}

/** Whether all of these have rows, with their ends as they are here. */
export type AreRecorded = (passages: readonly UnseenPassage[]) => boolean;

/** More than a standby writes, its ends included. */
const journalBytesLimit = 16 * 1024 * 1024;
const lookAgainEveryMs = 3000;

/** What the standbys of a data directory have noted while no app recorded. */
export class AwayJournals {
  readonly #dataDir: string;
  readonly #areRecorded: AreRecorded;
  /** Of standbys that have ended. */
  readonly #toRemove = new Set<string>();
  #isRemoving = false;
  /** By file: it is read again while its standby still carries something. */
  readonly #read = new Map<string, JournalContents>();

  constructor(dataDir: string, areRecorded: AreRecorded) {
    this.#dataDir = dataDir;
    this.#areRecorded = areRecorded;
  }

  /**
   * Everything noted so far in the journals that are there or were read before. A journal whose standby has ended is removed as soon as
   * what was read from it is recorded; until then the same ids come again at the next start.
   */
  read(): JournalContents {
    for (const file of journalFilesIn(this.#dataDir)) {
      // First, so that no line comes after the last reading.
      const hasEnded = !existsSync(descriptionFile(this.#dataDir, idOf(file)));
      this.#read.set(file, readJournal(join(standbyFolder(this.#dataDir), file)));
      if (hasEnded) this.#toRemove.add(file);
    }
    this.#removeLater();
    return joined([...this.#read.values()]);
  }

  #removeLater(): void {
    if (this.#isRemoving || this.#toRemove.size === 0) return;
    this.#isRemoving = true;
    setTimeout(() => this.#remove(), lookAgainEveryMs).unref();
  }

  #remove(): void {
    this.#isRemoving = false;
    for (const file of this.#toRemove) {
      if (!this.#areRecorded(this.#read.get(file)?.passages ?? [])) continue;
      this.#toRemove.delete(file);
      attempt(() => rmSync(join(standbyFolder(this.#dataDir), file)));
    }
    this.#removeLater();
  }
}

/** Reads a journal's text. A half line, or one that somebody else wrote, is counted and left out; of two lines of one connection the later holds. */
export function parseJournal(text: string): JournalContents {
  const passages = new Map<string, UnseenPassage>();
  let others = 0;
  let leftOut = 0;
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const entry = parseLine(line);
    if (entry === null) unreadable += 1;
    else if ('id' in entry) passages.set(entry.id, entry);
    else {
      others += entry.others;
      leftOut += entry.leftOut;
    }
  }
  return { passages: [...passages.values()], others, leftOut, unreadable };
}

function readJournal(file: string): JournalContents {
  const nothing = { passages: [], others: 0, leftOut: 0 };
  try {
    const found = lstatSync(file);
    if (!found.isFile() || found.size > journalBytesLimit) return { ...nothing, unreadable: 1 };
    return parseJournal(readFileSync(file, 'utf8'));
  } catch {
    return { ...nothing, unreadable: 1 };
  }
}

function journalFilesIn(dataDir: string): readonly string[] {
  return readStandbyFolder(dataDir).filter((name) => /^[0-9a-f]{16}\.jsonl$/.test(name));
}

function idOf(file: string): string {
  return file.replace(/\.jsonl$/, '');
}

function joined(all: readonly JournalContents[]): JournalContents {
  const sum = (name: 'others' | 'leftOut' | 'unreadable'): number => all.reduce((total, one) => total + one[name], 0);
  return { passages: all.flatMap(({ passages }) => passages), others: sum('others'), leftOut: sum('leftOut'), unreadable: sum('unreadable') };
}

function parseLine(line: string): UnseenPassage | { readonly others: number; readonly leftOut: number } | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const entry: Readonly<Record<string, unknown>> = { ...value };
  if (isCount(entry['others']) && isCount(entry['leftOut'])) return { others: entry['others'], leftOut: entry['leftOut'] };
  const { id, host, port, startedAtUs, endedAtUs = null, requestBytes = 0, responseBytes = 0 } = entry;
  if (typeof id !== 'string' || !/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return null;
  if (typeof host !== 'string' || !/^[a-z0-9._:-]{1,255}$/.test(host)) return null;
  if (!isCount(port) || port < 1 || port > 65535 || !isCount(startedAtUs)) return null;
  if (endedAtUs !== null && (!isCount(endedAtUs) || endedAtUs < startedAtUs)) return null;
  if (!isCount(requestBytes) || !isCount(responseBytes)) return null;
  return { id, host, port, startedAtUs, endedAtUs, requestBytes, responseBytes };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
