import type { Store } from '../open-store.ts';
import { saveDamagedMarkers } from './damaged-markers.ts';
import type { DamagedStore } from './damaged-store.ts';
import { SalvagedExchanges } from './salvaged-exchanges.ts';

/** How far it is, in exchanges of which the damaged database says that they were there. */
export interface SalvageCounts {
  readonly whole: number;
  readonly withoutBodies: number;
  readonly unreadable: number;
}

export interface SalvageStep {
  /** Rows that are in the database now. */
  readonly ids: readonly string[];
  readonly counts: SalvageCounts;
  /** How many are to be looked at yet, at most. */
  readonly left: number;
}

/** So many are saved in one transaction: some megabytes, so that the recorder is not kept waiting. */
const numbersAtATime = 12;

interface SalvageRecord {
  readonly next_number: number;
  readonly whole: number;
  readonly without_bodies: number;
  readonly unreadable: number;
  readonly is_done: number;
}

/** True for a file that has been gone through to its end. */
export function isSalvaged(store: Store, fileName: string): boolean {
  return store.prepare<[string], number>('SELECT is_done FROM salvage WHERE file_name = ?').pluck().get(fileName) === 1;
}

/** Says that there is nothing to be had of a file, so that it is not tried again. */
export function giveUpSalvage(store: Store, fileName: string): void {
  store.prepare('INSERT INTO salvage (file_name, next_number, is_done) VALUES (?, 0, 1) ON CONFLICT DO UPDATE SET is_done = 1').run(fileName);
}

/**
 * Copies what can be read of a damaged database into another, step by step, the latest exchange first. How far it is stands in the same
 * transaction as what was saved, so that whoever is interrupted goes on there, and nothing is saved or counted twice.
 */
export class Salvage {
  readonly #store: Store;
  readonly #damaged: DamagedStore;
  readonly #fileName: string;
  readonly #exchanges: SalvagedExchanges;
  readonly #first: number;
  /** The numbers there are, as far as anything tells, without those of the rows themselves. */
  readonly #isKnown: ReadonlySet<number>;

  constructor(store: Store, damaged: DamagedStore, fileName: string) {
    this.#store = store;
    this.#damaged = damaged;
    this.#fileName = fileName;
    this.#exchanges = new SalvagedExchanges(store, damaged);
    this.#first = damaged.bounds?.first ?? 1;
    this.#isKnown = numbersByTime(damaged.store);
    store
      .prepare('INSERT INTO salvage (file_name, next_number) VALUES (?, ?) ON CONFLICT DO UPDATE SET next_number = coalesce(next_number, excluded.next_number)')
      .run(fileName, damaged.bounds?.last ?? 0);
  }

  get counts(): SalvageCounts {
    return countsOf(this.#record());
  }

  /** Saves the next few; null when all have been looked at. Throws where the database does not take it: nothing has happened then. */
  step(): SalvageStep | null {
    const record = this.#record();
    if (record.is_done === 1) return null;
    const last = this.#highestUpTo(record.next_number);
    const first = Math.max(this.#first, last - numbersAtATime + 1);
    const isDone = first <= this.#first;
    const found = last < this.#first ? [] : this.#exchanges.read(first, last);
    const numbers = new Set(found.map(({ number }) => number));
    let { whole, without_bodies: withoutBodies, unreadable } = record;
    for (let number = first; number <= last; number += 1) if (!numbers.has(number) && this.#saysThereWas(number)) unreadable += 1;
    const ids: string[] = [];
    const save = this.#store.transaction(() => {
      for (const exchange of found) {
        const saved = this.#exchanges.save(exchange);
        if (saved === null) unreadable += 1;
        else if (exchange.isWhole) whole += 1;
        else withoutBodies += 1;
        if (saved !== null) ids.push(saved);
      }
      if (isDone) saveDamagedMarkers(this.#store, this.#damaged);
      this.#store
        .prepare('UPDATE salvage SET next_number = ?, whole = ?, without_bodies = ?, unreadable = ?, is_done = ? WHERE file_name = ?')
        .run(first - 1, whole, withoutBodies, unreadable, isDone ? 1 : 0, this.#fileName);
    });
    save.immediate();
    return { ids, counts: { whole, withoutBodies, unreadable }, left: Math.max(0, first - this.#first) };
  }

  /** The highest number that has anything, where that can be told: there may be large gaps. */
  #highestUpTo(number: number): number {
    const highest = (select: string, upTo: number): number =>
      this.#damaged.store.prepare<[number], number | null>(`SELECT max(${select} <= ?`).pluck().get(upTo) ?? this.#first - 1;
    try {
      return Math.max(
        highest('number) FROM exchange NOT INDEXED WHERE number', number),
        highest('exchange_number) FROM exchange_head NOT INDEXED WHERE exchange_number', number),
        highest('number) >> 1 FROM body NOT INDEXED WHERE number', number * 2 + 1),
      );
    } catch {
      return number;
    }
  }

  #saysThereWas(number: number): boolean {
    return (
      this.#isKnown.has(number) ||
      this.#damaged.readRows('exchange_head', 'exchange_number', number, number).length > 0 ||
      this.#damaged.readRows('body', 'number', number * 2, number * 2 + 1).length > 0
    );
  }

  #record(): SalvageRecord {
    const record = this.#store.prepare<[string], SalvageRecord>('SELECT * FROM salvage WHERE file_name = ?').get(this.#fileName);
    if (record === undefined) throw new Error('the salvage was deleted while it was under way');
    return record;
  }
}

function countsOf({ whole, without_bodies: withoutBodies, unreadable }: SalvageRecord): SalvageCounts {
  return { whole, withoutBodies, unreadable };
}

/** From both ends of the index, up to where it is damaged. */
function numbersByTime(store: Store): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const direction of ['ASC', 'DESC']) {
    try {
      const all = store.prepare<[], number>(`SELECT number FROM exchange INDEXED BY exchange_by_time ORDER BY request_started_at_us ${direction}`).pluck();
      for (const number of all.iterate()) numbers.add(number);
      return numbers;
    } catch {
      // What came before the damage is there.
    }
  }
  return numbers;
}
