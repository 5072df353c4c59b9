import type { Migration } from './migration.ts';

/**
 * Exchanges by the names and kinds of the sources that they hold, in the order of time: of those that all exchanges hold, looking each of them up
 * took a second for a hundred thousand.
 */
export const exchangesBySource: Migration = {
  version: 6,
  sql: `
    -- What a source is asked for by: its name, or its kind.
    CREATE TABLE source_word (
      number INTEGER PRIMARY KEY,
      word TEXT NOT NULL UNIQUE
    ) STRICT;
    INSERT INTO source_word (word) SELECT name FROM source WHERE name IS NOT NULL UNION SELECT kind FROM source;

    -- The start of an exchange never changes.
    CREATE TABLE exchange_word (
      word_number INTEGER NOT NULL REFERENCES source_word,
      started_at_us INTEGER NOT NULL,
      exchange_number INTEGER NOT NULL,
      PRIMARY KEY (word_number, started_at_us, exchange_number)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO exchange_word SELECT DISTINCT source_word.number, request_started_at_us, exchange_number
      FROM exchange_source JOIN source ON source.number = source_number JOIN source_word ON word IN (name, kind)
      JOIN exchange ON exchange.number = exchange_number ORDER BY 1, 2, 3;

    -- Without an index by exchange: what it holds says where it stands.
    CREATE TRIGGER exchange_leaves_words BEFORE DELETE ON exchange BEGIN
      DELETE FROM exchange_word WHERE started_at_us = old.request_started_at_us AND exchange_number = old.number AND word_number IN (
        SELECT source_word.number FROM exchange_source JOIN source ON source.number = source_number JOIN source_word ON word IN (name, kind)
        WHERE exchange_source.exchange_number = old.number);
    END;
  `,
};
