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
