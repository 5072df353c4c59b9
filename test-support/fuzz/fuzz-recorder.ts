import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Recorder } from '../../src/main/recorder/recorder.ts';
import { unpackPiece } from '../../src/main/store/bodies/body-packing.ts';
import { exchangeWrites } from '../../src/main/store/exchange-writes.ts';
import { openStore, type Store } from '../../src/main/store/open-store.ts';
import { failuresTold, type FuzzFailure, type FuzzPlan, type FuzzReport } from './fuzz-report.ts';
import { mutatedStreams } from './mutated-streams.ts';
import { Random, seedOf } from './random.ts';
import { relayedTurns, turnsOf } from './relayed-conversation.ts';

const hosts = { whole: 'whole.example.test', cut: 'cut.example.test' } as const;
const runsOfOneStore = 500;

/** Records mutated connections whole and in fragments, into real databases: the same rows, heads, bodies, masks and hashes. */
export function fuzzRecorder({ seed, runs }: FuzzPlan): FuzzReport {
  const failures: FuzzFailure[] = [];
  const figures = { rows: 0, masks: 0 };
  for (let from = 0; from < runs && failures.length < failuresTold; from += runsOfOneStore) {
    const seeds = Array.from({ length: Math.min(runsOfOneStore, runs - from) }, (_, index) => seedOf(seed, from + index));
    recordBoth(seeds, failures, figures);
  }
  return { runs, failures, figures };
}

function recordBoth(seeds: readonly number[], failures: FuzzFailure[], figures: { rows: number; masks: number }): void {
  const folder = mkdtempSync(join(tmpdir(), 'whence-fuzz-'));
  const databaseFile = join(folder, 'whence.db');
  const opening = openStore(databaseFile, new Date());
  if (!opening.opened) throw new Error(opening.message);
  const { store } = opening;
  try {
    const notices: string[] = [];
    // One for each: what a recorder has seen it masks in all that follows.
    for (const half of ['whole', 'cut'] as const) {
      const recorder = new Recorder({
        writes: exchangeWrites(store),
        databaseFile,
        previous: null,
        onStored: () => {},
        onFigures: () => {},
        onNotice: (text) => notices.push(text),
      });
      for (const [index, own] of seeds.entries()) {
        const random = new Random(own);
        const turns = turnsOf(mutatedStreams(random), random);
        for (const message of relayedTurns(turns, index, hosts[half], index + 1, half === 'cut' ? random : null)) recorder.take(message);
      }
      recorder.close();
    }
    if (notices.length > 0) failures.push({ seed: seeds[0] ?? 0, problem: `The recorder said: ${notices.join(' ')}` });
    for (const [index, own] of seeds.entries()) {
      const whole = rowsOf(store, hosts.whole, index + 1);
      const cut = rowsOf(store, hosts.cut, index + 1);
      figures.rows += whole.length;
      figures.masks += whole.filter(({ bodies }) => bodies.some(({ masks }) => masks !== '[]')).length;
      if (!isDeepStrictEqual(whole, cut)) failures.push({ seed: own, problem: `whole: ${JSON.stringify(whole)}\ncut: ${JSON.stringify(cut)}` });
    }
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface PieceRow {
  readonly bytes: number;
  readonly packing: 'raw' | 'brotli';
  readonly octets: Uint8Array;
}

function rowsOf(store: Store, host: string, port: number) {
  const rows = store
    .prepare<[string, number], { number: number }>(
      `SELECT exchange.*, request_line, request_headers, request_trailers, interim_heads, status_line, response_headers, response_trailers
       FROM exchange LEFT JOIN exchange_head ON exchange_number = number WHERE host = ? AND port = ? ORDER BY number`,
    )
    .all(host, port);
  const bodies = store.prepare<[number], { number: number; masks: string }>('SELECT * FROM body WHERE exchange_number = ? ORDER BY number');
  const pieces = store.prepare<[number], PieceRow>('SELECT bytes, packing, octets FROM body_piece WHERE body_number = ? ORDER BY start');
  return rows.map(({ number, ...row }) => ({
    ...row,
    // These are what the two halves differ in.
    id: null,
    host: null,
    session_key: null,
    bodies: bodies.all(number).map((body) => ({
      ...body,
      // Bodies are packed when there is time.
      is_packed: null,
      number: body.number - 2 * number,
      exchange_number: null,
      octets: Buffer.concat(pieces.all(body.number).map((piece) => unpackPiece(piece, piece.bytes))).toString('latin1'),
    })),
  }));
}
