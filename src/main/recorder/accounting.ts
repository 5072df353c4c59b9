import type { Accounts } from '../../contract/status-view.ts';
import type { Relayed, RelayTally } from '../relayed/relayed.ts';

const nothingTaken: Accounts = { connections: 0, bytes: 0, exchanges: 0, refused: 0, unseen: 0, difference: null };

type Counted = { -readonly [Name in keyof RelayTally]: RelayTally[Name] };

/**
 * Keeps the recorder's books: what it took, against what the relay says to have told, and what of it has rows. The relay's
 * tally comes in the same order as all else, so that at that point both must have counted the same. What a recorder that died
 * had taken and not written yet is no difference for ever: its rows say that they are interrupted.
 */
export class Accounting {
  /** What the recorders before this one took. The relay's tally begins anew with each. */
  readonly #previous: Accounts;
  readonly #taken: Counted = { ...noTally };
  #opened = 0;
  #dropped = 0;
  #rows = 0;
  /** Rows with lower numbers than this were looked for; so many were written since. */
  #countedFrom: number;
  #uncountedRows = 0;
  #missingRows = 0;
  #accounts: Omit<Accounts, 'exchanges'> = nothingTaken;

  /** `nextNumber`: that of the first row to come. */
  constructor(nextNumber: number, previous: Accounts | null) {
    this.#countedFrom = nextNumber;
    this.#previous = previous ?? nothingTaken;
    this.#accounts = { ...this.#previous, difference: null };
  }

  /** As of the last tally; the exchanges as of now. */
  get accounts(): Accounts {
    return { ...this.#accounts, exchanges: this.#previous.exchanges + this.#rows };
  }

  count(message: Relayed): void {
    const taken = this.#taken;
    if (message.kind === 'connected') taken.connections += 1;
    else if (message.kind === 'refused') taken.refused += 1;
    else if (message.kind === 'unseen') taken.unseen += 1;
    else if (message.kind === 'bytes' && message.from === 'client') taken.clientBytes += message.bytes.byteLength;
    else if (message.kind === 'bytes') taken.upstreamBytes += message.bytes.byteLength;
  }

  openExchange(): void {
    this.#opened += 1;
  }

  /** It becomes no row, which was said otherwise. */
  dropExchange(): void {
    this.#dropped += 1;
  }

  /** Rows of exchanges that were opened, and of passages that were told of later. */
  addRows(exchanges: number, passages: number): void {
    this.#opened += passages;
    this.#rows += exchanges + passages;
    this.#uncountedRows += exchanges + passages;
  }

  /** Looks for the rows that were written since the last look: those numbered from `from` on, up to `nextNumber`. */
  compareRows(countFrom: (from: number) => number, nextNumber: number): void {
    this.#missingRows += this.#uncountedRows - countFrom(this.#countedFrom);
    this.#countedFrom = nextNumber;
    this.#uncountedRows = 0;
  }

  /** `waitingRows` exchanges are to be written yet. */
  balance(told: RelayTally, waitingRows: number): void {
    const missing = difference(told, this.#taken);
    const unaccounted = this.#opened - this.#rows - waitingRows - this.#dropped;
    this.#accounts = {
      connections: this.#previous.connections + this.#taken.connections,
      bytes: this.#previous.bytes + this.#taken.clientBytes + this.#taken.upstreamBytes,
      refused: this.#previous.refused + this.#taken.refused,
      unseen: this.#previous.unseen + this.#taken.unseen,
      difference: differenceSentence(missing, unaccounted, this.#missingRows),
    };
  }
}

const noTally: RelayTally = { connections: 0, clientBytes: 0, upstreamBytes: 0, refused: 0, unseen: 0 };

function difference(one: RelayTally, other: RelayTally): RelayTally {
  return {
    connections: one.connections - other.connections,
    clientBytes: one.clientBytes - other.clientBytes,
    upstreamBytes: one.upstreamBytes - other.upstreamBytes,
    refused: one.refused - other.refused,
    unseen: one.unseen - other.unseen,
  };
}

/** Null where nothing is missing, and nothing is there that should not be. */
function differenceSentence(missing: RelayTally, unaccounted: number, missingRows: number): string | null {
  const parts: readonly (readonly [number, string, string])[] = [
    [missing.connections, 'connection', 'connections'],
    [missing.clientBytes, 'byte from the client', 'bytes from the client'],
    [missing.upstreamBytes, 'byte from the server', 'bytes from the server'],
    [missing.refused, 'refused connection', 'refused connections'],
    [missing.unseen, 'connection passed through unseen', 'connections passed through unseen'],
    [unaccounted, 'exchange that became no row', 'exchanges that became no row'],
    [missingRows, 'row that was written', 'rows that were written'],
  ];
  const short = parts.filter(([count]) => count > 0).map(inWords);
  const over = parts.filter(([count]) => count < 0).map(inWords);
  const sentences = [
    ...(short.length > 0 ? [`Recorded traffic lacks ${listed(short)}.`] : []),
    ...(over.length > 0 ? [`It holds ${listed(over)} more than passed.`] : []),
  ];
  return sentences.length === 0 ? null : `${sentences.join(' ')} Please report this.`;
}

function inWords([count, one, many]: readonly [number, string, string]): string {
  const size = Math.abs(count);
  return `${size.toLocaleString('en-US')} ${size === 1 ? one : many}`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
