import { ownerKey } from '../../../domain/cost/cost-by-owner.ts';
import { addToSums } from '../costs/cost-sums.ts';
import type { Store } from '../open-store.ts';
import { ratedWriter } from '../ratings/rated-writes.ts';
import type { AnalysedSource } from '../reads.ts';
import { sourceWordWriter } from './source-words.ts';

/** The sources of an exchange, and the sums and ratings that they are in. */
export interface SourceWriter {
  /** Takes the exchange out of the sums. Before its place, its price and its sources change. */
  leaveSums(exchangeNumber: number): void;
  /** Puts the sources in the place of those it had; `isBilled`: they are added to the sums. */
  put(exchangeNumber: number, sources: readonly AnalysedSource[], isBilled: boolean): void;
}

export function sourceWriter(store: Store): SourceWriter {
  const dropSources = store.prepare<[number]>('DELETE FROM exchange_source WHERE exchange_number = ?');
  const findSource = store
    .prepare<[string, string, string], { readonly number: number; readonly owner: string | null }>(
      "SELECT number, owner FROM source WHERE key = ? AND kind = ? AND coalesce(name, '') = ?",
    );
  const addSource = store.prepare<[string, string, string | null, string]>('INSERT INTO source (key, kind, name, owner) VALUES (?, ?, ?, ?)');
  const words = sourceWordWriter(store);
  const nameOwner = store.prepare<[string, number]>('UPDATE source SET owner = ? WHERE number = ?');
  // What was imported is in no sums.
  const isImported = store.prepare<[number], number>('SELECT import_number IS NOT NULL FROM exchange WHERE number = ?').pluck();
  const see = store.prepare<[{ readonly number: number }]>(`
    UPDATE source SET last_seen_at_us = at FROM (SELECT request_started_at_us AS at FROM exchange WHERE number = @number AND import_number IS NULL)
    WHERE source.number IN (SELECT source_number FROM exchange_source WHERE exchange_number = @number) AND coalesce(last_seen_at_us, -1) < at`);
  const isSummed = store.prepare<[number], number>('SELECT is_summed FROM exchange WHERE number = ?').pluck();
  const markSummed = store.prepare<[number, number]>('UPDATE exchange SET is_summed = ? WHERE number = ?');
  const subtract = store.prepare<[{ readonly number: number }]>(addToSums('@number', '-1'));
  const add = store.prepare<[{ readonly number: number }]>(addToSums('@number', '1'));
  const addUse = store.prepare(`
    INSERT INTO exchange_source (source_number, exchange_number, tokens, read_tokens, written_1h_tokens, written_5m_tokens,
      plain_tokens, cost_micro_usd, calls)
    VALUES (@sourceNumber, @exchangeNumber, @tokens, @read, @written1h, @written5m, @plain, @costMicroUsd, @calls)`);
  const rated = ratedWriter(store);
  const sourceNumber = ({ key, kind, name }: AnalysedSource): number => {
    const known = findSource.get(key, kind, name ?? '');
    const owner = ownerKey(kind, name);
    if (known === undefined) {
      const added = Number(addSource.run(key, kind, name, owner).lastInsertRowid);
      words.addWords(added);
      return added;
    }
    if (known.owner === null) nameOwner.run(owner, known.number);
    return known.number;
  };

  return {
    leaveSums: (number) => {
      rated.leave(number);
      if (isSummed.get(number) !== 1) return;
      subtract.run({ number });
      markSummed.run(0, number);
    },
    put: (exchangeNumber, sources, isBilled) => {
      dropSources.run(exchangeNumber);
      for (const source of sources) {
        const states = source.tokensByState;
        addUse.run({
          sourceNumber: sourceNumber(source),
          exchangeNumber,
          tokens: source.tokens,
          read: states?.read ?? null,
          written1h: states?.['written-1h'] ?? null,
          written5m: states?.['written-5m'] ?? null,
          plain: states?.plain ?? null,
          costMicroUsd: source.costMicroUsd,
          calls: source.calls,
        });
      }
      words.put(exchangeNumber);
      see.run({ number: exchangeNumber });
      rated.join(exchangeNumber);
      if (!isBilled || isImported.get(exchangeNumber) === 1) return;
      add.run({ number: exchangeNumber });
      markSummed.run(1, exchangeNumber);
    },
  };
}
