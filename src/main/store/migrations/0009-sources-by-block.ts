import { wordsOfSource } from '../sources/source-words.ts';
import type { Migration } from './migration.ts';

/**
 * Which exchanges hold a source, a bit for each: a row for every exchange and word took 1.6 kB of each exchange, in a hundred places of the
 * file. And the index that filters and orders are read from.
 */
export const sourcesByBlock: Migration = {
  version: 9,
  sql: `
    DROP TRIGGER exchange_leaves_words;
    DROP TABLE exchange_word;
    DROP TABLE source_word;

    -- What sources are asked for by: kinds, kinds with a name, and tools of MCP servers.
    CREATE TABLE source_word (
      number INTEGER PRIMARY KEY,
      word TEXT NOT NULL UNIQUE
    ) STRICT;
    INSERT INTO source_word (word) SELECT DISTINCT value FROM source, json_each(json_array(${wordsOfSource})) WHERE value IS NOT NULL;

    -- Of 48 exchanges in a row (number / 48), those that hold it: the bit (number % 48).
    CREATE TABLE source_block (
      block INTEGER NOT NULL,
      word_number INTEGER NOT NULL REFERENCES source_word,
      bits INTEGER NOT NULL,
      PRIMARY KEY (block, word_number)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO source_block SELECT exchange_number / 48, source_word.number, sum(DISTINCT 1 << (exchange_number % 48))
      FROM exchange_source JOIN source ON source.number = source_number JOIN source_word ON word IN (${wordsOfSource})
      GROUP BY 1, 2 ORDER BY 1, 2;
    CREATE INDEX source_block_by_word ON source_block (word_number, block);

    CREATE TRIGGER exchange_leaves_blocks BEFORE DELETE ON exchange BEGIN
      UPDATE source_block SET bits = bits & ~(1 << (old.number % 48)) WHERE block = old.number / 48 AND bits & (1 << (old.number % 48));
      DELETE FROM source_block WHERE block = old.number / 48 AND bits = 0;
    END;

    -- Filters are checked, and orders made, from this index alone: it is a quarter of the table, and in the order of time.
    CREATE INDEX exchange_facts ON exchange (request_started_at_us, number, status, prompt_tokens, output_tokens, cost_micro_usd,
      response_started_at_us, response_delivered_at_us, request_bytes, response_bytes, turn_number, is_pinned, import_number,
      content_removed_at_us, state, request_class, auxiliary_purpose, error_code, model, agent_name, thread_key, cache_verdict, billing,
      retry_of, project_directory);
  `,
};
