import { addToFirstSums } from './first-sums.ts';
import type { Migration } from './migration.ts';

/**
 * Where an exchange belongs, what each of its sources cost in whole micro-dollars, what its response wrote, what became of the cache, and
 * what was learnt of how many tokens texts are. Prices that were kept as dollars become micro-dollars; all else that is new is
 * there once an exchange is analysed again.
 */
export const threadsAndCosts: Migration = {
  version: 4,
  sql: `
    ALTER TABLE exchange ADD COLUMN cost_micro_usd INTEGER;
    UPDATE exchange SET cost_micro_usd = CAST(round(cost_usd * 1000000) AS INTEGER) WHERE cost_usd IS NOT NULL;
    DROP INDEX exchange_by_session;
    ALTER TABLE exchange DROP COLUMN cost_usd;
    -- Covers the list of sessions: it is read from this index alone.
    CREATE INDEX exchange_by_session ON exchange (session_key, request_started_at_us, number, prompt_tokens, cost_micro_usd);

    -- What is left of the cost when its sources have theirs; null where it could not be shared out.
    ALTER TABLE exchange ADD COLUMN output_micro_usd INTEGER;
    ALTER TABLE exchange ADD COLUMN web_search_micro_usd INTEGER;
    ALTER TABLE exchange ADD COLUMN web_search_requests INTEGER;
    ALTER TABLE exchange ADD COLUMN billing TEXT CHECK (billing IN ('subscription', 'api-key'));
    ALTER TABLE exchange ADD COLUMN estimate_basis TEXT NOT NULL DEFAULT 'tokenizer'
      CHECK (estimate_basis IN ('billed', 'learnt', 'tokenizer'));
    UPDATE exchange SET estimate_basis = 'billed' WHERE has_usage = 1 AND tokens_estimated = 0;
    ALTER TABLE exchange ADD COLUMN estimated_tokens INTEGER;
    ALTER TABLE exchange ADD COLUMN cli_version TEXT;
    ALTER TABLE exchange ADD COLUMN project_directory TEXT;
    ALTER TABLE exchange ADD COLUMN auxiliary_purpose TEXT CHECK (auxiliary_purpose IN
      ('title', 'web-fetch', 'web-search', 'count-tokens', 'compaction', 'quota-probe', 'topic', 'other'));
    ALTER TABLE exchange ADD COLUMN agent_name TEXT;
    ALTER TABLE exchange ADD COLUMN thread_key TEXT;
    ALTER TABLE exchange ADD COLUMN turn_key TEXT;
    ALTER TABLE exchange ADD COLUMN turn_number INTEGER;
    ALTER TABLE exchange ADD COLUMN retry_of TEXT;
    ALTER TABLE exchange ADD COLUMN predecessor_id TEXT;
    ALTER TABLE exchange ADD COLUMN cache_verdict TEXT CHECK (cache_verdict IN ('no-cache-expected', 'read-as-expected', 'partial', 'miss'));

    -- JSON: the tokens of the response by what they are, and the whole verdict.
    ALTER TABLE segment_list ADD COLUMN output TEXT;
    ALTER TABLE segment_list ADD COLUMN cache_verdict TEXT;

    -- Tokens by how they were billed; all null without a bill.
    ALTER TABLE exchange_source ADD COLUMN read_tokens INTEGER;
    ALTER TABLE exchange_source ADD COLUMN written_1h_tokens INTEGER;
    ALTER TABLE exchange_source ADD COLUMN written_5m_tokens INTEGER;
    ALTER TABLE exchange_source ADD COLUMN plain_tokens INTEGER;
    ALTER TABLE exchange_source ADD COLUMN cost_micro_usd INTEGER;

    -- Whose a source is; null until it is met again.
    ALTER TABLE source ADD COLUMN owner TEXT;

    -- Sums of exchange_source by day (of UTC, since the epoch), for each source ('s:' and its number) and each owner ('o:' and its key). An
    -- exchange is in them while it is marked so.
    CREATE TABLE cost_day (
      day INTEGER NOT NULL,
      grouped TEXT NOT NULL,
      exchanges INTEGER NOT NULL,
      tokens INTEGER NOT NULL,
      read_tokens INTEGER NOT NULL,
      written_1h_tokens INTEGER NOT NULL,
      written_5m_tokens INTEGER NOT NULL,
      plain_tokens INTEGER NOT NULL,
      cost_micro_usd INTEGER NOT NULL,
      priced INTEGER NOT NULL,
      without_price INTEGER NOT NULL,
      PRIMARY KEY (day, grouped)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE exchange ADD COLUMN is_summed INTEGER NOT NULL DEFAULT 0;
    CREATE TRIGGER exchange_leaves_sums BEFORE DELETE ON exchange WHEN old.is_summed = 1 BEGIN
      ${addToFirstSums('old.number', '-1')};
    END;

    -- What an exchange is put into its thread by. The digests of its messages are 8 bytes each.
    CREATE TABLE thread_record (
      exchange_number INTEGER PRIMARY KEY REFERENCES exchange ON DELETE CASCADE,
      record TEXT NOT NULL,
      digests BLOB NOT NULL
    ) STRICT;

    -- One row, of no use to another tokenizer than the one it was learnt with.
    CREATE TABLE learnt_counts (
      number INTEGER PRIMARY KEY CHECK (number = 1),
      tokenizer TEXT NOT NULL,
      learnt TEXT NOT NULL
    ) STRICT;
  `,
};
