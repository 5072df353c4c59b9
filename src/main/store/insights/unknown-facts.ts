import type { InsightRange } from '../../../contract/insight-view.ts';
import type { UnknownFacts } from '../../../domain/insight/insight-facts.ts';
import type { Store } from '../open-store.ts';
import { sourceFinder } from '../sources/source-words.ts';
import { inRange, rangeValues, type TimeValues } from './range-values.ts';

interface VersionRecord {
  readonly cli_version: string | null;
  readonly requests: number;
  readonly tokens: number;
}

const mostExamples = 12;
const unknownHarness = [{ is: 'kind', kind: 'unknown-harness', name: null }] as const;

// As for the whole store: what is sent to be counted lacks what it would be told by, and what Claude Code asks for itself is known by its purpose.
const ofConversation = "request_class <> 'count-tokens' AND coalesce(auxiliary_purpose, 'other') = 'other'";

/** Text that the harness wrote and no rule knows in the billed requests of a range, by the version of Claude Code; the version with the most of it first. */
export function unknownReader(store: Store): (range: InsightRange) => readonly UnknownFacts[] {
  const { exchangesHolding } = sourceFinder(store);
  const unknown = `
    FROM (SELECT value AS holder FROM json_each(@holders)) CROSS JOIN exchange_source AS used ON used.exchange_number = holder
      CROSS JOIN source ON source.number = source_number CROSS JOIN exchange ON exchange.number = holder
    WHERE source.kind = 'unknown-harness' AND used.tokens > 0 AND has_usage = 1 AND import_number IS NULL AND ${ofConversation}
      AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs`;
  const listVersions = store.prepare<[TimeValues & { readonly holders: string }], VersionRecord>(`
    SELECT cli_version, count(DISTINCT holder) AS requests, sum(used.tokens) AS tokens ${unknown} GROUP BY 1 ORDER BY tokens DESC, cli_version DESC`);
  const listExamples = store
    .prepare<[TimeValues & { readonly holders: string; readonly version: string | null }], string>(
      `SELECT id ${unknown} AND cli_version IS @version GROUP BY holder ORDER BY holder DESC LIMIT ${mostExamples}`,
    )
    .pluck();
  const countOf = store
    .prepare<[TimeValues & { readonly version: string | null }], number>(
      `SELECT count(*) FROM bill CROSS JOIN exchange ON exchange.number = bill.exchange_number WHERE ${inRange} AND cli_version IS @version AND ${ofConversation}`,
    )
    .pluck();
  return (range) => {
    const values = rangeValues(range);
    const holders = JSON.stringify([...exchangesHolding(unknownHarness)]);
    return listVersions.all({ ...values, holders }).map(({ cli_version: version, requests, tokens }) => ({
      cliVersion: version,
      requests,
      ofRequests: countOf.get({ ...values, version }) ?? 0,
      tokens,
      ids: listExamples.all({ ...values, holders, version }),
    }));
  };
}
