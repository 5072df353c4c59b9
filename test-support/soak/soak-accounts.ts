import Database from 'better-sqlite3';

/** How many rows there must be of the connections to one port; `any`: in whatever state. */
export interface ExpectedRows {
  readonly kind: string;
  readonly port: number;
  readonly states: Readonly<Record<string, number>>;
}

export interface Account {
  readonly kind: string;
  readonly expected: Readonly<Record<string, number>>;
  readonly stored: Readonly<Record<string, number>>;
  readonly isEqual: boolean;
}

export function expectedRows(kind: string, port: number, states: Readonly<Record<string, number>>): ExpectedRows {
  return { kind, port, states };
}

/** Compares what was done with the rows of a database. */
export function readAccounts(databaseFile: string, expected: readonly ExpectedRows[]): readonly Account[] {
  const database = new Database(databaseFile, { readonly: true });
  try {
    const counted = database.prepare<[number], { state: string; rows: number }>('SELECT state, count(*) AS rows FROM exchange WHERE port = ? GROUP BY state');
    return expected.map(({ kind, port, states }) => {
      const stored = Object.fromEntries(counted.all(port).map(({ state, rows }) => [state, rows]));
      const wanted = Object.fromEntries(Object.entries(states).filter(([, rows]) => rows > 0));
      const all = Object.values(stored).reduce((sum, rows) => sum + rows, 0);
      const isEqual = 'any' in states ? states['any'] === all : JSON.stringify(sorted(stored)) === JSON.stringify(sorted(wanted));
      return { kind, expected: wanted, stored, isEqual };
    });
  } finally {
    database.close();
  }
}

/** Bodies that are not whole of exchanges that are, which there must not be. */
export function countDamagedBodies(databaseFile: string): number {
  const database = new Database(databaseFile, { readonly: true });
  try {
    return (
      database
        .prepare<[], number>("SELECT count(*) FROM body JOIN exchange ON exchange.number = exchange_number WHERE state = 'complete' AND complete = 0")
        .pluck()
        .get() ?? 0
    );
  } finally {
    database.close();
  }
}

function sorted(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b));
}
