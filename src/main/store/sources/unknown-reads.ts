import type { Store } from '../open-store.ts';
import type { StoreReads } from '../reads.ts';
import { sourceFinder } from './source-words.ts';

interface VersionRecord {
  readonly cli_version: string | null;
  readonly exchanges: number;
  readonly unknown_harness_tokens: number;
  readonly unknown_tokens: number;
}

const mostExamples = 5;

const unknownKinds = (['unknown-harness', 'unknown'] as const).map((kind) => ({ is: 'kind', kind, name: null }) as const);

const ofConversation = "import_number IS NULL AND request_class <> 'count-tokens' AND coalesce(auxiliary_purpose, 'other') = 'other'";

/** What no rule of attribution knows, by the version of Claude Code that sent it; the version with the most of it first. */
export function unknownReads(store: Store): Pick<StoreReads, 'readUnknownHarness'> {
  // Found by the sources, which few exchanges have. A piece that is sent to be counted lacks what it would be told by, and what Claude
  // Code asks for itself is known by its purpose.
  const { exchangesHolding } = sourceFinder(store);
  const unknown = `
    FROM (SELECT value AS holder FROM json_each(?)) CROSS JOIN exchange_source AS used ON used.exchange_number = holder
      CROSS JOIN source ON source.number = source_number CROSS JOIN exchange ON exchange.number = holder
    WHERE source.kind IN ('unknown-harness', 'unknown') AND used.tokens > 0 AND ${ofConversation}`;
  const listVersions = store.prepare<[string], VersionRecord>(`
    SELECT cli_version, count(DISTINCT holder) AS exchanges,
      coalesce(sum(used.tokens) FILTER (WHERE kind = 'unknown-harness'), 0) AS unknown_harness_tokens,
      coalesce(sum(used.tokens) FILTER (WHERE kind = 'unknown'), 0) AS unknown_tokens
    ${unknown} GROUP BY cli_version ORDER BY unknown_harness_tokens DESC, unknown_tokens DESC, cli_version DESC`);
  const countOf = store.prepare<[string | null], number>(`SELECT count(*) FROM exchange WHERE is_prompt = 1 AND ${ofConversation} AND cli_version IS ?`).pluck();
  const listExamples = store
    .prepare<[string, string | null, number], string>(`SELECT id ${unknown} AND cli_version IS ? GROUP BY holder ORDER BY holder DESC LIMIT ?`)
    .pluck();
  return {
    readUnknownHarness: () => {
      const holders = JSON.stringify([...exchangesHolding(unknownKinds)]);
      return listVersions.all(holders).map((version) => ({
        cliVersion: version.cli_version,
        exchanges: version.exchanges,
        ofExchanges: countOf.get(version.cli_version) ?? 0,
        unknownHarnessTokens: version.unknown_harness_tokens,
        unknownTokens: version.unknown_tokens,
        examples: listExamples.all(holders, version.cli_version, mostExamples),
      }));
    },
  };
}
