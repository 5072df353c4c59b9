import { addToFirstSums } from './first-sums.ts';
import type { Migration } from './migration.ts';

/**
 * Bodies by their content. A body is a list of texts, each of which is stored once, however many bodies repeat it; texts that came together
 * are compressed together, in a pack. Bodies that were compressed one by one are stored anew, in the background.
 */
export const content: Migration = {
  version: 7,
  sql: `
    -- Texts one after the other; numbered by its first text, the others follow it without a gap.
    CREATE TABLE pack (
      first_text INTEGER PRIMARY KEY,
      -- The length in bytes of each text: LEB128.
      lengths BLOB NOT NULL,
      bytes INTEGER NOT NULL,
      packing TEXT NOT NULL CHECK (packing IN ('raw', 'brotli')),
      octets BLOB NOT NULL
    ) STRICT;

    -- The first 16 bytes of the SHA-256 of each text, and its pack. Numbers are not given twice.
    CREATE TABLE text (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE,
      first_text INTEGER NOT NULL
    ) STRICT;

    -- Of which 256 exchanges in a row some have texts of a pack: (exchange number >> 8). What is in no such block is in no body.
    CREATE TABLE pack_use (
      block INTEGER NOT NULL,
      first_text INTEGER NOT NULL REFERENCES pack,
      PRIMARY KEY (block, first_text)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pack_use_by_pack ON pack_use (first_text);

    -- What texts say, by their numbers: only which words, for excerpts are cut from the texts themselves.
    CREATE VIRTUAL TABLE text_words USING fts5 (said, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

    -- Runs of text numbers: LEB128 of (first - end of the run before, zigzag), count. Null while the body is in pieces.
    ALTER TABLE body ADD COLUMN texts BLOB;
    UPDATE body SET is_packed = 0 WHERE is_packed = 1;

    -- The head's columns together, compressed; they hold nothing then. Null while it is as the recorder wrote it.
    ALTER TABLE exchange_head ADD COLUMN packed BLOB;

    -- The same of the columns of a thread record; texts are those that the first digests stand in, the others are in digests.
    ALTER TABLE thread_record ADD COLUMN packed BLOB;
    ALTER TABLE thread_record ADD COLUMN texts BLOB;

    -- How the columns are written: 1 as JSON, 2 as numbers with the sources in segment_source.
    ALTER TABLE segment_list ADD COLUMN shape INTEGER NOT NULL DEFAULT 1;
    CREATE TABLE segment_source (
      number INTEGER PRIMARY KEY,
      source TEXT NOT NULL UNIQUE
    ) STRICT;

    -- By exchange first: what holds a source is found by its word.
    DROP TRIGGER exchange_leaves_sums;
    DROP TRIGGER exchange_leaves_words;
    CREATE TABLE exchange_source_7 (
      exchange_number INTEGER NOT NULL REFERENCES exchange ON DELETE CASCADE,
      source_number INTEGER NOT NULL REFERENCES source,
      tokens INTEGER,
      read_tokens INTEGER,
      written_1h_tokens INTEGER,
      written_5m_tokens INTEGER,
      plain_tokens INTEGER,
      cost_micro_usd INTEGER,
      PRIMARY KEY (exchange_number, source_number)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO exchange_source_7 SELECT exchange_number, source_number, tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, cost_micro_usd
      FROM exchange_source ORDER BY exchange_number, source_number;
    DROP TABLE exchange_source;
    ALTER TABLE exchange_source_7 RENAME TO exchange_source;
    CREATE TRIGGER exchange_leaves_sums BEFORE DELETE ON exchange WHEN old.is_summed = 1 BEGIN
      ${addToFirstSums('old.number', '-1')};
    END;
    CREATE TRIGGER exchange_leaves_words BEFORE DELETE ON exchange BEGIN
      DELETE FROM exchange_word WHERE started_at_us = old.request_started_at_us AND exchange_number = old.number AND word_number IN (
        SELECT source_word.number FROM exchange_source JOIN source ON source.number = source_number JOIN source_word ON word IN (name, kind)
        WHERE exchange_source.exchange_number = old.number);
    END;
  `,
};
