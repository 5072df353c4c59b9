import type { Migration } from './migration.ts';

/** What is kept, and for how long: ratings and pins of exchanges, content that was removed while the figures stay, and what was imported. */
export const keeping: Migration = {
  version: 8,
  sql: `
    CREATE TABLE rating (
      exchange_number INTEGER PRIMARY KEY REFERENCES exchange ON DELETE CASCADE,
      stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
      comment TEXT,
      rated_at_us INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX rating_by_stars ON rating (stars);
    CREATE INDEX rating_by_time ON rating (rated_at_us, exchange_number);

    -- When the last request that held it began; it stays when that is deleted.
    ALTER TABLE source ADD COLUMN last_seen_at_us INTEGER;
    UPDATE source SET last_seen_at_us = at FROM (
      SELECT source_number, max(request_started_at_us) AS at FROM exchange_source JOIN exchange ON exchange.number = exchange_number GROUP BY 1
    ) WHERE source.number = source_number;

    ALTER TABLE exchange ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX exchange_pinned ON exchange (number) WHERE is_pinned = 1;
    -- When its bodies, heads and segments were removed; the row, its sources and its costs stay.
    ALTER TABLE exchange ADD COLUMN content_removed_at_us INTEGER;

    CREATE TABLE import (
      number INTEGER PRIMARY KEY,
      file_name TEXT NOT NULL,
      -- The program that wrote the file, as it says.
      creator TEXT,
      imported_at_us INTEGER NOT NULL
    ) STRICT;
    -- Null for what was captured here.
    ALTER TABLE exchange ADD COLUMN import_number INTEGER REFERENCES import;
    CREATE INDEX exchange_by_import ON exchange (import_number) WHERE import_number IS NOT NULL;
    -- Prompts that are in no sum of a day: what has no bill, or was analysed before there were sums.
    CREATE INDEX exchange_in_no_sum ON exchange (request_started_at_us) WHERE is_summed = 0 AND is_prompt = 1 AND import_number IS NULL;

    -- What was not captured, for the list of gaps; what may go by age or for want of space; what is to be analysed: without its content, nothing is.
    CREATE INDEX exchange_not_captured ON exchange (request_started_at_us, number) WHERE state IN ('uncaptured', 'interrupted');
    CREATE INDEX exchange_with_content ON exchange (request_started_at_us, number)
      WHERE content_removed_at_us IS NULL AND rule_version > 0 AND state NOT IN ('open', 'uncaptured');
    DROP INDEX exchange_to_analyse;
    CREATE INDEX exchange_to_analyse ON exchange (rule_version) WHERE state <> 'open' AND content_removed_at_us IS NULL;

    -- By day (of UTC, since the epoch): the bills of exchanges whose rows retention removed, so that totals stay. Deleted ones are in none.
    CREATE TABLE removed_day (
      day INTEGER PRIMARY KEY,
      exchanges INTEGER NOT NULL,
      prompt_tokens INTEGER NOT NULL,
      read_tokens INTEGER NOT NULL,
      written_1h_tokens INTEGER NOT NULL,
      written_5m_tokens INTEGER NOT NULL,
      plain_tokens INTEGER NOT NULL,
      output_tokens INTEGER NOT NULL,
      cost_micro_usd INTEGER NOT NULL,
      priced INTEGER NOT NULL,
      subscription_micro_usd INTEGER,
      output_micro_usd INTEGER,
      web_search_micro_usd INTEGER
    ) STRICT;

    -- Whoever wrote a row looks whether it is there: what was deleted is not missing. Emptied at each start of the recorder.
    CREATE TABLE deleted_exchange (number INTEGER PRIMARY KEY) STRICT;
    CREATE TRIGGER exchange_is_deleted AFTER DELETE ON exchange WHEN old.import_number IS NULL BEGIN
      INSERT OR IGNORE INTO deleted_exchange VALUES (old.number);
    END;

    -- How far the salvage of a damaged database is, by the name of its file. A number that was passed is not looked at again.
    CREATE TABLE salvage (
      file_name TEXT PRIMARY KEY,
      -- Null until it has begun.
      next_number INTEGER,
      whole INTEGER NOT NULL DEFAULT 0,
      without_bodies INTEGER NOT NULL DEFAULT 0,
      unreadable INTEGER NOT NULL DEFAULT 0,
      is_done INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- What was imported is in no session of what was captured, whatever id a client names.
    DROP INDEX exchange_by_session;
    DROP INDEX exchange_with_title;
    ALTER TABLE exchange DROP COLUMN session_key;
    ALTER TABLE exchange ADD COLUMN session_key TEXT NOT NULL GENERATED ALWAYS AS
      (iif(import_number IS NULL, iif(session_id GLOB 'import:*', 'id:', ''), 'import:' || import_number || ':') || coalesce(session_id, 'host:' || host)) VIRTUAL;
    -- Covers the list of sessions: it is read from this index alone.
    CREATE INDEX exchange_by_session ON exchange (session_key, request_started_at_us, number, prompt_tokens, cost_micro_usd, billing);
    CREATE INDEX exchange_with_title ON exchange (session_key, request_started_at_us) WHERE title IS NOT NULL;
  `,
};
