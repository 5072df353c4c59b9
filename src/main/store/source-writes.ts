import type { Store } from './open-store.ts';
import type { AnalysedSource } from './reads.ts';

/** Puts the sources of an exchange in the place of those it had. */
export function sourceWriter(store: Store): (exchangeNumber: number, sources: readonly AnalysedSource[]) => void {
  const dropSources = store.prepare<[number]>('DELETE FROM exchange_source WHERE exchange_number = ?');
  const findSource = store
    .prepare<[string, string, string], number>("SELECT number FROM source WHERE key = ? AND kind = ? AND coalesce(name, '') = ?")
    .pluck();
  const addSource = store.prepare<[string, string, string | null]>('INSERT INTO source (key, kind, name) VALUES (?, ?, ?)');
  const addUse = store.prepare(`
    INSERT INTO exchange_source (source_number, exchange_number, tokens, read_tokens, written_1h_tokens, written_5m_tokens,
      plain_tokens, cost_micro_usd)
    VALUES (@sourceNumber, @exchangeNumber, @tokens, @read, @written1h, @written5m, @plain, @costMicroUsd)`);
  const sourceNumber = ({ key, kind, name }: AnalysedSource): number =>
    findSource.get(key, kind, name ?? '') ?? Number(addSource.run(key, kind, name).lastInsertRowid);

  return (exchangeNumber, sources) => {
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
      });
    }
  };
}
