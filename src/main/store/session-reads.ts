import { usdOf } from './exchange-record.ts';
import type { Store } from './open-store.ts';
import type { StoreReads } from './reads.ts';

interface SessionRecord {
  readonly id: string;
  readonly title: string | null;
  readonly started_at_us: number;
  readonly last_at_us: number;
  readonly exchanges: number;
  readonly prompt_tokens: number;
  readonly cost_micro_usd: number | null;
  readonly subscription_micro_usd: number | null;
  readonly project_directory: string | null;
}

/** Of so many requests with words of the user the first that states a directory says it: a session that states none is not gone through. */
const askedForDirectory = 10;

/** How the keys of imported sessions begin; ids of captured ones do not. */
const importedKey = /^import:(\d+):/;

/** Sessions are nothing of their own: what names the same one belongs together. The latest comes first. */
export function sessionReads(store: Store): Pick<StoreReads, 'listSessions' | 'listSessionExchanges'> {
  const list = store.prepare<[], SessionRecord>(`
    SELECT session_key AS id, min(request_started_at_us) AS started_at_us, max(request_started_at_us) AS last_at_us,
      count(*) AS exchanges, coalesce(sum(prompt_tokens), 0) AS prompt_tokens, sum(cost_micro_usd) AS cost_micro_usd,
      sum(cost_micro_usd) FILTER (WHERE billing = 'subscription') AS subscription_micro_usd,
      (SELECT title FROM exchange AS titled WHERE titled.session_key = exchange.session_key AND title IS NOT NULL
        AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1) AS title,
      (SELECT project_directory FROM (SELECT project_directory FROM exchange AS placed WHERE placed.session_key = exchange.session_key
        AND title IS NOT NULL ORDER BY request_started_at_us LIMIT ${askedForDirectory}) WHERE project_directory IS NOT NULL LIMIT 1) AS project_directory
    FROM exchange GROUP BY session_key ORDER BY last_at_us DESC`);
  const listIds = store
    .prepare<[string], string>('SELECT id FROM exchange WHERE session_key = ? ORDER BY request_started_at_us, number')
    .pluck();
  return {
    listSessions: () =>
      list.all().map((record) => ({
        id: record.id,
        title: record.title,
        startedAtUs: record.started_at_us,
        lastAtUs: record.last_at_us,
        exchanges: record.exchanges,
        promptTokens: record.prompt_tokens,
        costMicroUsd: record.cost_micro_usd,
        costUsd: usdOf(record.cost_micro_usd),
        subscriptionMicroUsd: record.subscription_micro_usd,
        importNumber: importNumberOf(record.id),
        projectDirectory: record.project_directory,
      })),
    listSessionExchanges: (sessionId) => listIds.all(sessionId),
  };
}

function importNumberOf(sessionKey: string): number | null {
  const number = importedKey.exec(sessionKey)?.[1];
  return number === undefined ? null : Number(number);
}
