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
  `,
};
