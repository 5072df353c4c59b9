import { groupColumns, makeBills } from '../costs/bills.ts';
import type { Migration } from './migration.ts';

/**
 * A narrow row for each exchange that has a bill, in the order of time: costs are added up from these rows alone, by whatever they are
 * asked for. With them comes what the cache saved, and what its misses cost.
 */
export const bills: Migration = {
  version: 12,
  sql: `
    CREATE TABLE bill (
      at_us INTEGER NOT NULL,
      exchange_number INTEGER NOT NULL,
      session_key TEXT NOT NULL,
      thread_key TEXT,
      turn_key TEXT,
      is_main INTEGER NOT NULL,
      is_imported INTEGER NOT NULL,
      model TEXT,
      project_directory TEXT,
      billing TEXT,
      prompt_tokens INTEGER,
      read_tokens INTEGER,
      written_1h_tokens INTEGER,
      written_5m_tokens INTEGER,
      plain_tokens INTEGER,
      output_tokens INTEGER,
      cost_micro_usd INTEGER,
      output_micro_usd INTEGER,
      web_search_micro_usd INTEGER,
      -- Against the same prompt without a cache; null without a price.
      read_saved_micro_usd INTEGER,
      write_extra_micro_usd INTEGER,
      -- Why less was read than could have been; null where nothing was missed.
      miss_cause TEXT,
      miss_micro_usd INTEGER,
      ${groupColumns.map((column) => `${column} INTEGER`).join(',\n      ')},
      PRIMARY KEY (at_us, exchange_number)
    ) STRICT, WITHOUT ROWID;
    ${makeBills('IS NOT NULL')} ORDER BY 1, 2;
    -- Sessions and turns are added up in its order: to sort all bills took longer than all the rest of it.
    CREATE INDEX bill_by_turn ON bill (session_key, turn_key, is_imported, prompt_tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens,
      output_tokens, cost_micro_usd, read_saved_micro_usd, write_extra_micro_usd);
    CREATE INDEX bill_missed ON bill (at_us, is_imported, session_key, miss_cause, miss_micro_usd) WHERE miss_cause IS NOT NULL;

    CREATE TRIGGER exchange_leaves_bills AFTER DELETE ON exchange BEGIN
      DELETE FROM bill WHERE at_us = old.request_started_at_us AND exchange_number = old.number;
    END;
    CREATE TRIGGER bill_follows_thread AFTER UPDATE OF thread_key, turn_key ON exchange
      WHEN old.thread_key IS NOT new.thread_key OR old.turn_key IS NOT new.turn_key BEGIN
      UPDATE bill SET thread_key = new.thread_key, turn_key = new.turn_key WHERE at_us = new.request_started_at_us AND exchange_number = new.number;
    END;

    -- Null where nobody added it up: of rows that were removed by earlier versions.
    ALTER TABLE removed_day ADD COLUMN read_saved_micro_usd INTEGER;
    ALTER TABLE removed_day ADD COLUMN write_extra_micro_usd INTEGER;
  `,
};
