import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import Database from "better-sqlite3";
import { brotliDecompressSync, inflateRawSync } from "node:zlib";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import assert from "assert";
import { Buffer as Buffer$1 } from "buffer";
import { EventEmitter } from "node:events";
import Stream from "node:stream";
import { StringDecoder } from "node:string_decoder";
import realZlib, * as realZlib$1 from "zlib";
// src/main/store/migrations/0001-exchanges.ts
/**
* The first schema. Numbers, not ids, tie the tables together: ids are text for the outside. The recorder writes the first
* part of `exchange`, the head and the bodies; the analyst the second part, the segments and the sources.
*/
const exchanges = {
	version: 1,
	sql: `
    CREATE TABLE exchange (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('open', 'complete', 'interrupted', 'failed')),
      error_code TEXT,
      error_message TEXT,
      session_id TEXT,
      agent_id TEXT,
      prompt_id TEXT,
      request_class TEXT NOT NULL
        CHECK (request_class IN ('main', 'subagent', 'auxiliary', 'compaction', 'count-tokens', 'other')),
      host TEXT NOT NULL,
      port INTEGER NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      status INTEGER,
      request_started_at_us INTEGER NOT NULL,
      request_received_at_us INTEGER,
      request_forwarded_at_us INTEGER,
      response_started_at_us INTEGER,
      response_delivered_at_us INTEGER,
      request_bytes INTEGER NOT NULL,
      response_bytes INTEGER NOT NULL,

      -- 0 until analysed.
      rule_version INTEGER NOT NULL DEFAULT 0,
      is_prompt INTEGER NOT NULL DEFAULT 0,
      model TEXT,
      title TEXT,
      has_usage INTEGER NOT NULL DEFAULT 0,
      input_tokens INTEGER,
      cache_read_tokens INTEGER,
      cache_write_5m_tokens INTEGER,
      cache_write_1h_tokens INTEGER,
      output_tokens INTEGER,
      prompt_tokens INTEGER,
      tokens_estimated INTEGER NOT NULL DEFAULT 1,
      cost_usd REAL,
      group_tokens TEXT,

      -- What names no session belongs to the session of its host.
      session_key TEXT NOT NULL GENERATED ALWAYS AS (coalesce(session_id, 'host:' || host)) VIRTUAL
    ) STRICT;

    CREATE INDEX exchange_by_time ON exchange (request_started_at_us, number);
    -- Covers the list of sessions: it is read from this index alone.
    CREATE INDEX exchange_by_session ON exchange (session_key, request_started_at_us, number, prompt_tokens, cost_usd);
    CREATE INDEX exchange_with_title ON exchange (session_key, request_started_at_us) WHERE title IS NOT NULL;
    CREATE INDEX exchange_to_analyse ON exchange (rule_version) WHERE state <> 'open';
    CREATE INDEX exchange_open ON exchange (state) WHERE state = 'open';

    -- Raw heads, with credentials masked; headers are JSON arrays of [name, value].
    CREATE TABLE exchange_head (
      exchange_number INTEGER PRIMARY KEY REFERENCES exchange ON DELETE CASCADE,
      request_line TEXT,
      request_headers TEXT NOT NULL,
      request_trailers TEXT NOT NULL,
      interim_heads TEXT NOT NULL,
      status_line TEXT,
      response_headers TEXT NOT NULL,
      response_trailers TEXT NOT NULL
    ) STRICT;

    -- Twice the number of its exchange, and one more for the response.
    CREATE TABLE body (
      number INTEGER PRIMARY KEY,
      exchange_number INTEGER NOT NULL REFERENCES exchange ON DELETE CASCADE,
      stored_bytes INTEGER NOT NULL,
      complete INTEGER NOT NULL,
      -- SHA-256 of the body on the wire (transfer coding taken off) and of the body as stored; null while it is open.
      wire_sha256 BLOB,
      stored_sha256 BLOB,
      -- JSON array of [start, length] of what is masked.
      masks TEXT NOT NULL
    ) STRICT;
    CREATE INDEX body_by_exchange ON body (exchange_number);

    CREATE TABLE body_piece (
      number INTEGER PRIMARY KEY,
      body_number INTEGER NOT NULL REFERENCES body ON DELETE CASCADE,
      -- The offset in the body of its first byte.
      start INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      packing TEXT NOT NULL CHECK (packing IN ('raw', 'brotli')),
      octets BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX body_piece_by_body ON body_piece (body_number, start);

    CREATE TABLE segment_list (
      exchange_number INTEGER PRIMARY KEY REFERENCES exchange ON DELETE CASCADE,
      columns BLOB NOT NULL
    ) STRICT;

    CREATE TABLE source (
      number INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      kind TEXT NOT NULL,
      name TEXT
    ) STRICT;
    CREATE UNIQUE INDEX source_by_key ON source (key, kind, coalesce(name, ''));
    CREATE INDEX source_by_name ON source (name);
    CREATE INDEX source_by_kind ON source (kind);

    CREATE TABLE exchange_source (
      source_number INTEGER NOT NULL REFERENCES source,
      exchange_number INTEGER NOT NULL REFERENCES exchange ON DELETE CASCADE,
      tokens INTEGER,
      PRIMARY KEY (source_number, exchange_number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX exchange_source_by_exchange ON exchange_source (exchange_number);
  `
};
// src/main/store/migrations/0002-uncaptured.ts
/**
* Rows of connections that passed through unseen, the scheme of each exchange, and bodies that are stored without their content
* coding. A CHECK cannot be changed, so `exchange` is made anew in the way SQLite describes ("Making Other Kinds Of Table Schema
* Changes"): foreign keys are off meanwhile, and the tables that refer to it by name find the new one.
*/
const uncaptured = {
	version: 2,
	sql: `
    CREATE TABLE exchange_2 (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL CHECK (state IN ('open', 'complete', 'interrupted', 'failed', 'uncaptured')),
      error_code TEXT,
      error_message TEXT,
      session_id TEXT,
      agent_id TEXT,
      prompt_id TEXT,
      request_class TEXT NOT NULL
        CHECK (request_class IN ('main', 'subagent', 'auxiliary', 'compaction', 'count-tokens', 'other')),
      scheme TEXT NOT NULL CHECK (scheme IN ('https', 'http')),
      host TEXT NOT NULL,
      port INTEGER NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      status INTEGER,
      request_started_at_us INTEGER NOT NULL,
      request_received_at_us INTEGER,
      request_forwarded_at_us INTEGER,
      response_started_at_us INTEGER,
      response_delivered_at_us INTEGER,
      request_bytes INTEGER NOT NULL,
      response_bytes INTEGER NOT NULL,

      -- 0 until analysed.
      rule_version INTEGER NOT NULL DEFAULT 0,
      is_prompt INTEGER NOT NULL DEFAULT 0,
      model TEXT,
      title TEXT,
      has_usage INTEGER NOT NULL DEFAULT 0,
      input_tokens INTEGER,
      cache_read_tokens INTEGER,
      cache_write_5m_tokens INTEGER,
      cache_write_1h_tokens INTEGER,
      output_tokens INTEGER,
      prompt_tokens INTEGER,
      tokens_estimated INTEGER NOT NULL DEFAULT 1,
      cost_usd REAL,
      group_tokens TEXT,

      -- What names no session belongs to the session of its host.
      session_key TEXT NOT NULL GENERATED ALWAYS AS (coalesce(session_id, 'host:' || host)) VIRTUAL
    ) STRICT;

    INSERT INTO exchange_2 (number, id, state, error_code, error_message, session_id, agent_id, prompt_id, request_class,
      scheme, host, port, method, path, status, request_started_at_us, request_received_at_us, request_forwarded_at_us,
      response_started_at_us, response_delivered_at_us, request_bytes, response_bytes, rule_version, is_prompt, model,
      title, has_usage, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens,
      prompt_tokens, tokens_estimated, cost_usd, group_tokens)
    SELECT number, id, state, error_code, error_message, session_id, agent_id, prompt_id, request_class,
      'https', host, port, method, path, status, request_started_at_us, request_received_at_us, request_forwarded_at_us,
      response_started_at_us, response_delivered_at_us, request_bytes, response_bytes, rule_version, is_prompt, model,
      title, has_usage, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens,
      prompt_tokens, tokens_estimated, cost_usd, group_tokens
    FROM exchange ORDER BY number;

    DROP TABLE exchange;
    ALTER TABLE exchange_2 RENAME TO exchange;

    CREATE INDEX exchange_by_time ON exchange (request_started_at_us, number);
    -- Covers the list of sessions: it is read from this index alone.
    CREATE INDEX exchange_by_session ON exchange (session_key, request_started_at_us, number, prompt_tokens, cost_usd);
    CREATE INDEX exchange_with_title ON exchange (session_key, request_started_at_us) WHERE title IS NOT NULL;
    CREATE INDEX exchange_to_analyse ON exchange (rule_version) WHERE state <> 'open';
    CREATE INDEX exchange_open ON exchange (state) WHERE state = 'open';

    -- The content coding that the wire's body had and the stored one has not; null where the body is stored as it came.
    ALTER TABLE body ADD COLUMN decoded_from TEXT;
  `
};
// src/main/store/migrations/0003-packing.ts
/** Bodies are written as they come, and packed later. Those of earlier versions were packed when they were written. */
const packing = {
	version: 3,
	sql: `
    ALTER TABLE body ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX body_to_pack ON body (number, stored_bytes) WHERE is_packed = 0;
  `
};
// src/main/store/migrations/first-sums.ts
const usDay$1 = 864e8;
/** SQL: what took an exchange out of the sums of its day from version 4 of the schema to version 10. */
function addToFirstSums(exchangeNumber, sign) {
	const figures = `sum(coalesce(used.tokens, 0)) * ${sign}, sum(coalesce(used.read_tokens, 0)) * ${sign}, sum(coalesce(used.written_1h_tokens, 0)) * ${sign},
        sum(coalesce(used.written_5m_tokens, 0)) * ${sign}, sum(coalesce(used.plain_tokens, 0)) * ${sign}, sum(coalesce(used.cost_micro_usd, 0)) * ${sign},
        count(used.cost_micro_usd) * ${sign}, max(exchange.cost_micro_usd IS NULL) * ${sign}`;
	const from = `FROM exchange JOIN exchange_source AS used ON used.exchange_number = exchange.number JOIN source ON source.number = used.source_number
        WHERE exchange.number = ${exchangeNumber}`;
	return `
      INSERT INTO cost_day (day, grouped, exchanges, tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, cost_micro_usd,
        priced, without_price)
      SELECT * FROM (
        SELECT exchange.request_started_at_us / ${usDay$1}, 's:' || source.number, ${sign}, ${figures} ${from} GROUP BY source.number
        UNION ALL
        SELECT exchange.request_started_at_us / ${usDay$1}, 'o:' || source.owner, ${sign}, ${figures} ${from} GROUP BY source.owner
      ) WHERE true
      ON CONFLICT DO UPDATE SET exchanges = exchanges + excluded.exchanges, tokens = tokens + excluded.tokens,
        read_tokens = read_tokens + excluded.read_tokens, written_1h_tokens = written_1h_tokens + excluded.written_1h_tokens,
        written_5m_tokens = written_5m_tokens + excluded.written_5m_tokens, plain_tokens = plain_tokens + excluded.plain_tokens,
        cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, priced = priced + excluded.priced,
        without_price = without_price + excluded.without_price`;
}
// src/main/store/migrations/0004-threads-and-costs.ts
/**
* Where an exchange belongs, what each of its sources cost in whole micro-dollars, what its response wrote, what became of the cache, and
* what was learnt of how many tokens texts are. Prices that were kept as dollars become micro-dollars; all else that is new is
* there once an exchange is analysed again.
*/
const threadsAndCosts = {
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
      ${addToFirstSums("old.number", "-1")};
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
  `
};
// src/main/store/migrations/0005-purposes-and-payers.ts
/**
* An auxiliary request may have any purpose, those of later versions too: the list of version 4 refused two that are in use. And
* the index that the list of sessions is read from says who pays.
*/
const purposesAndPayers = {
	version: 5,
	sql: `
    -- A condition goes only with its column.
    ALTER TABLE exchange ADD COLUMN purpose TEXT;
    UPDATE exchange SET purpose = auxiliary_purpose WHERE auxiliary_purpose IS NOT NULL;
    ALTER TABLE exchange DROP COLUMN auxiliary_purpose;
    ALTER TABLE exchange RENAME COLUMN purpose TO auxiliary_purpose;

    DROP INDEX exchange_by_session;
    -- Covers the list of sessions: it is read from this index alone.
    CREATE INDEX exchange_by_session ON exchange (session_key, request_started_at_us, number, prompt_tokens, cost_micro_usd, billing);
  `
};
// src/main/store/migrations/0006-exchanges-by-source.ts
/**
* Exchanges by the names and kinds of the sources that they hold, in the order of time: of those that all exchanges hold, looking each of them up
* took a second for a hundred thousand.
*/
const exchangesBySource = {
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
  `
};
// src/main/store/migrations/0007-content.ts
/**
* Bodies by their content. A body is a list of texts, each of which is stored once, however many bodies repeat it; texts that came together
* are compressed together, in a pack. Bodies that were compressed one by one are stored anew, in the background.
*/
const content = {
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
      ${addToFirstSums("old.number", "-1")};
    END;
    CREATE TRIGGER exchange_leaves_words BEFORE DELETE ON exchange BEGIN
      DELETE FROM exchange_word WHERE started_at_us = old.request_started_at_us AND exchange_number = old.number AND word_number IN (
        SELECT source_word.number FROM exchange_source JOIN source ON source.number = source_number JOIN source_word ON word IN (name, kind)
        WHERE exchange_source.exchange_number = old.number);
    END;
  `
};
// src/main/store/migrations/0008-keeping.ts
/** What is kept, and for how long: ratings and pins of exchanges, content that was removed while the figures stay, and what was imported. */
const keeping = {
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
  `
};
// src/domain/attribution/source.ts
/** The seven groups of the window, and `other` for what is in none of them; in the order they are stacked. */
const sourceGroups = [
	"system",
	"tools",
	"mcp",
	"skills",
	"memory",
	"hooks",
	"conversation",
	"other"
];
const groupOfKind = {
	"system-prompt": "system",
	"subagent-prompt": "system",
	"tool-definition": "tools",
	"builtin-result": "tools",
	"agent-listing": "tools",
	"mcp-tool-definition": "mcp",
	"mcp-instructions": "mcp",
	"mcp-result": "mcp",
	"mcp-resource": "mcp",
	"mcp-prompt": "mcp",
	"mcp-status": "mcp",
	"skill-listing": "skills",
	"skill-body": "skills",
	"slash-command": "skills",
	"memory-file": "memory",
	hook: "hooks",
	reminder: "hooks",
	mode: "hooks",
	environment: "system",
	"output-style": "system",
	"billing-line": "system",
	"file-mention": "conversation",
	image: "conversation",
	"compaction-summary": "conversation",
	"agent-task": "conversation",
	"subagent-result": "conversation",
	"user-input": "conversation",
	"assistant-text": "conversation",
	"assistant-thinking": "conversation",
	"assistant-tool-call": "conversation",
	"request-parameters": "other",
	"api-overhead": "other",
	"unknown-harness": "other",
	unknown: "other"
};
/** The group a kind is shown and coloured under. */
function sourceGroup(kind) {
	return groupOfKind[kind];
}
/** Every kind there is. */
const sourceKinds = Object.keys(groupOfKind);
function isSourceKind(word) {
	return Object.hasOwn(groupOfKind, word);
}
// src/domain/attribution/source-key.ts
/**
* A stable key of a source, equal for equal sources: its kind, then its fields by name, each escaped. For grouping and
* for queries; not for reading.
*/
function sourceKey(source) {
	const fields = Object.entries(source).filter(([name]) => name !== "kind").toSorted(([one], [other]) => one < other ? -1 : 1).map(([name, value]) => `${name}=${escaped(String(value))}`);
	return [source.kind, ...fields].join("/");
}
/** A field of the source that has this key; null where it has no such field. */
function fieldOfKey(key, field) {
	const part = key.split("/").find((one) => one.startsWith(`${field}=`));
	return part === void 0 ? null : part.slice(field.length + 1).replaceAll("%3D", "=").replaceAll("%2F", "/").replaceAll("%25", "%");
}
function escaped(value) {
	return value.replaceAll("%", "%25").replaceAll("/", "%2F").replaceAll("=", "%3D");
}
// src/main/store/content/exchange-set.ts
/** A set of exchange numbers: a bit for each. */
var ExchangeSet = class ExchangeSet {
	#bits = /* @__PURE__ */ new Uint8Array(1024);
	#size = 0;
	get size() {
		return this.#size;
	}
	add(number) {
		const at = number >>> 3;
		if (at >= this.#bits.length) {
			const grown = new Uint8Array(Math.max(this.#bits.length * 2, at + 1));
			grown.set(this.#bits);
			this.#bits = grown;
		}
		if (this.has(number)) return;
		this.#bits[at] = (this.#bits[at] ?? 0) | 1 << (number & 7);
		this.#size += 1;
	}
	has(number) {
		return ((this.#bits[number >>> 3] ?? 0) & 1 << (number & 7)) !== 0;
	}
	intersection(other) {
		return this.#combined(other, (one, another) => one & another);
	}
	union(other) {
		return this.#combined(other, (one, another) => one | another);
	}
	/** An octet for each number from 0 on, 1 for those in the set; it may end before the others do. */
	toOctets() {
		const octets = new Uint8Array(this.#bits.length * 8);
		for (let number = 0; number < octets.length; number += 1) octets[number] = (this.#bits[number >>> 3] ?? 0) >> (number & 7) & 1;
		return octets;
	}
	#combined(other, combine) {
		const combined = new ExchangeSet();
		combined.#bits = Uint8Array.from({ length: Math.max(this.#bits.length, other.#bits.length) }, (_, at) => combine(this.#bits[at] ?? 0, other.#bits[at] ?? 0));
		for (const byte of combined.#bits) combined.#size += bitsIn(byte);
		return combined;
	}
	/** In ascending order. */
	*[Symbol.iterator]() {
		for (let number = 0; number < this.#bits.length * 8; number += 1) if (this.#bits[number >>> 3] === 0) number += 7;
		else if (this.has(number)) yield number;
	}
};
function bitsIn(byte) {
	let count = 0;
	for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
	return count;
}
// src/main/store/sources/source-words.ts
/** SQL: the words of a row of `source`, null among them: its kind; kind and name; of tools of MCP servers, which have one name together, the key. */
const wordsOfSource = "source.kind, source.kind || '/' || source.name, iif(source.kind IN ('mcp-tool-definition', 'mcp-result', 'mcp-prompt'), '=' || source.key, NULL)";
/** The one of them that the fewest others have. */
const narrowestWord = "coalesce(iif(source.kind IN ('mcp-tool-definition', 'mcp-result', 'mcp-prompt'), '=' || source.key, NULL), source.kind || '/' || source.name, source.kind)";
const bitsInBlock = 48;
/** JavaScript's bit operators take 32 bits. */
const half = 2 ** 24;
function sourceFinder(store) {
	const find = store.prepare(`SELECT block, bits FROM source_word CROSS JOIN source_block INDEXED BY source_block_by_word ON word_number = source_word.number
      WHERE word IN (SELECT value FROM json_each(?))`).raw();
	const narrowest = store.prepare(`SELECT DISTINCT ${narrowestWord} FROM source WHERE number IN (SELECT value FROM json_each(?))`).pluck();
	const exchangesWith = (words) => {
		const low = /* @__PURE__ */ new Map();
		const high = /* @__PURE__ */ new Map();
		for (const [block, bits] of find.all(JSON.stringify(words))) {
			low.set(block, (low.get(block) ?? 0) | bits % half);
			high.set(block, (high.get(block) ?? 0) | Math.floor(bits / half));
		}
		const held = new ExchangeSet();
		for (const [block, bits] of low) addBits(held, block * bitsInBlock, bits);
		for (const [block, bits] of high) addBits(held, block * bitsInBlock + bitsInBlock / 2, bits);
		return held;
	};
	return {
		exchangesHolding: (tests) => exchangesWith(tests.flatMap(wordsOf)),
		exchangesNear: (sourceNumbers) => exchangesWith(narrowest.all(JSON.stringify(sourceNumbers)))
	};
}
/** What the local API asks for in one word: the name of a source or a kind. */
function sourcesCalled(word) {
	const byName = {
		is: "name",
		name: word
	};
	return isSourceKind(word) ? [byName, {
		is: "kind",
		kind: word,
		name: null
	}] : [byName];
}
const families = {
	mcp: "mcp",
	skill: "skills",
	memory: "memory"
};
const toolKinds = ["tool-definition", "builtin-result"];
function wordsOf(test) {
	switch (test.is) {
		case "mcp": {
			const { server, tool } = test;
			if (server === null || tool === null) return named(kindsIn("mcp"), server);
			return [
				{
					kind: "mcp-tool-definition",
					server,
					tool
				},
				{
					kind: "mcp-result",
					server,
					tool
				},
				{
					kind: "mcp-prompt",
					server,
					name: tool
				}
			].map((source) => `=${sourceKey(source)}`);
		}
		case "skill":
		case "memory": return named(kindsIn(families[test.is]), test.name);
		case "tool": return named(toolKinds, test.name);
		case "kind": return named([test.kind], test.name);
		case "name": return named(sourceKinds, test.name);
	}
}
function kindsIn(group) {
	return sourceKinds.filter((kind) => isSourceKind(kind) && sourceGroup(kind) === group);
}
function named(kinds, name) {
	return name === null ? kinds : kinds.map((kind) => `${kind}/${name}`);
}
function addBits(held, from, bits) {
	for (let rest = bits; rest !== 0; rest &= rest - 1) held.add(from + 31 - Math.clz32(rest & -rest));
}
// src/main/store/migrations/0009-sources-by-block.ts
/**
* Which exchanges hold a source, a bit for each: a row for every exchange and word took 1.6 kB of each exchange, in a hundred places of the
* file. And the index that filters and orders are read from.
*/
const sourcesByBlock = {
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
  `
};
// src/main/store/migrations/0010-arrivals.ts
/** When the pieces of a response came. Responses of earlier versions have none: nobody wrote it down. */
const arrivals = {
	version: 10,
	sql: `
    -- LEB128, for each arrival: stored octets, and tenths of a millisecond, since the one before (the first since the response began).
    CREATE TABLE body_arrivals (
      body_number INTEGER PRIMARY KEY REFERENCES body ON DELETE CASCADE,
      arrivals BLOB NOT NULL
    ) STRICT;
  `
};
// src/domain/attribution/definitions.ts
/** The kinds of what offers the model something to call: tools, the tools of MCP servers, skills, agents. */
const definitionKinds = [
	"tool-definition",
	"mcp-tool-definition",
	"skill-listing",
	"agent-listing"
];
// src/main/store/costs/cost-sums.ts
const usDay = 864e8;
/** The day of UTC, since the epoch, that a time is in. */
function dayOf(atUs) {
	return Math.floor(atUs / usDay);
}
/** When a day of UTC begins, in microseconds since the epoch. */
function startOfDay(day) {
	return day * usDay;
}
/** SQL: whether a row of `source` is a definition, as `isDefinition` says. */
const isDefinitionSql = `(source.name IS NOT NULL AND source.kind IN (${definitionKinds.map((kind) => `'${kind}'`).join(", ")}))`;
/**
* SQL that adds what an exchange has of each source and owner to the sums of its day, or takes it away (`sign` -1). A step of the schema
* holds it too, for exchanges that are deleted: a change of it is a new step.
*/
function addToSums(exchangeNumber, sign) {
	const figures = `sum(coalesce(used.tokens, 0)) * ${sign}, sum(coalesce(used.read_tokens, 0)) * ${sign}, sum(coalesce(used.written_1h_tokens, 0)) * ${sign},
        sum(coalesce(used.written_5m_tokens, 0)) * ${sign}, sum(coalesce(used.plain_tokens, 0)) * ${sign}, sum(coalesce(used.cost_micro_usd, 0)) * ${sign},
        count(used.cost_micro_usd) * ${sign}, max(exchange.cost_micro_usd IS NULL) * ${sign}, max(${isDefinitionSql}) * ${sign},
        max(used.calls IS NOT NULL) * ${sign}, sum(coalesce(used.calls, 0)) * ${sign}`;
	const from = `FROM exchange JOIN exchange_source AS used ON used.exchange_number = exchange.number JOIN source ON source.number = used.source_number
        WHERE exchange.number = ${exchangeNumber}`;
	return `
      INSERT INTO cost_day (day, grouped, exchanges, tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, cost_micro_usd,
        priced, without_price, defined, answered, calls)
      SELECT * FROM (
        SELECT exchange.request_started_at_us / ${usDay}, 's:' || source.number, ${sign}, ${figures} ${from} GROUP BY source.number
        UNION ALL
        SELECT exchange.request_started_at_us / ${usDay}, 'o:' || source.owner, ${sign}, ${figures} ${from} GROUP BY source.owner
      ) WHERE true
      ON CONFLICT DO UPDATE SET exchanges = exchanges + excluded.exchanges, tokens = tokens + excluded.tokens,
        read_tokens = read_tokens + excluded.read_tokens, written_1h_tokens = written_1h_tokens + excluded.written_1h_tokens,
        written_5m_tokens = written_5m_tokens + excluded.written_5m_tokens, plain_tokens = plain_tokens + excluded.plain_tokens,
        cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd, priced = priced + excluded.priced,
        without_price = without_price + excluded.without_price, defined = defined + excluded.defined, answered = answered + excluded.answered,
        calls = calls + excluded.calls`;
}
// src/main/store/migrations/migrations.ts
/** All steps of the schema in order. Append only. */
const migrations = [
	exchanges,
	uncaptured,
	packing,
	threadsAndCosts,
	purposesAndPayers,
	exchangesBySource,
	content,
	keeping,
	sourcesByBlock,
	arrivals,
	{
		version: 11,
		sql: `
    -- Of a definition: how often the response called it. Null of all else, and where the response is not known.
    ALTER TABLE exchange_source ADD COLUMN calls INTEGER;

    -- Exchanges that held a definition (of an owner: any of its own); those of them whose calls are known; and these calls.
    ALTER TABLE cost_day ADD COLUMN defined INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cost_day ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE cost_day ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
    UPDATE cost_day SET defined = exchanges FROM source WHERE grouped = 's:' || source.number AND ${isDefinitionSql};
    UPDATE cost_day SET defined = held FROM (
      SELECT request_started_at_us / 86400000000 AS held_day, 'o:' || source.owner AS holder, count(DISTINCT exchange.number) AS held
      FROM exchange CROSS JOIN exchange_source AS used ON used.exchange_number = exchange.number CROSS JOIN source ON source.number = used.source_number
      WHERE ${isDefinitionSql} AND is_summed = 1 GROUP BY 1, 2
    ) WHERE day = held_day AND grouped = holder;

    DROP TRIGGER exchange_leaves_sums;
    CREATE TRIGGER exchange_leaves_sums BEFORE DELETE ON exchange WHEN old.is_summed = 1 BEGIN
      ${addToSums("old.number", "-1")};
    END;
  `
	}
];
// src/main/store/salvage/set-aside.ts
/** The name of the file that a damaged database is renamed to. */
function setAsideName(databaseFile, now) {
	const extension = extname(databaseFile);
	return `${basename(databaseFile, extension)}-damaged-${now.toISOString().replaceAll(/[:.]/g, "-")}${extension}`;
}
// src/main/store/open-store.ts
/** The step of the schema that brought the table for it. */
const salvagedSince = 8;
/** Marks a database file as ours (SQLite's `application_id`): the letters "Whnc". */
const applicationId = 1466461795;
/** Larger files are not read through at the start: it would take longer than the window may. */
const checkedWholeUpToBytes = 134217728;
const largestLogBytes = 67108864;
/** How long another writer is waited for; the recorder keeps what comes meanwhile, and tries again. */
const busyTimeoutMs = 1e3;
/**
* Opens the database for writing, making folder (0700) and file (0600) where they are missing, and brings its schema up to
* date. A damaged file is renamed, with its log files, and a new one begun. A file of a newer version or of another program
* is refused and left untouched.
*/
function openStore(file, now, steps = migrations) {
	try {
		makePrivate(file);
		if (!existsSync(damageMark(file))) {
			const opening = openSound(file, steps);
			if (opening !== "damaged") return opening;
		}
		const setAside = setDamagedAside(file, now);
		makePrivate(file);
		const opening = openSound(file, steps);
		if (opening === "damaged") throw new Error("a newly made database is damaged too");
		if (!opening.opened) return opening;
		if (steps.length >= salvagedSince) opening.store.prepare("INSERT OR IGNORE INTO salvage (file_name) VALUES (?)").run(setAside);
		return {
			...opening,
			setAside
		};
	} catch (error) {
		return {
			opened: false,
			code: "cannot-open",
			message: `The database ${file} cannot be opened (${error instanceof Error ? error.message : "unknown error"}). Check that its folder can be written to and that the disk is not full.`
		};
	}
}
/** True for SQLite's ways of saying that the file's content is broken. */
function saysDamaged(error) {
	return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}
function openSound(file, steps) {
	const store = new Database(file, { timeout: busyTimeoutMs });
	try {
		const refusal = refuse(store, file, steps);
		if (refusal !== null) {
			store.close();
			return refusal;
		}
		if (statSync(file).size <= checkedWholeUpToBytes && !isSound(store)) {
			store.close();
			return "damaged";
		}
		prepareForWriting(store, steps);
		return {
			opened: true,
			store,
			setAside: null
		};
	} catch (error) {
		store.close();
		if (saysDamaged(error)) return "damaged";
		throw error;
	}
}
/** Each table by itself: the check of all would go through every word of the index of texts, which takes four times as long as the rest. */
function isSound(store) {
	return store.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").pluck().all().every((table) => store.pragma(`quick_check("${table.replaceAll("\"", "\"\"")}")`, { simple: true }) === "ok");
}
function refuse(store, file, steps) {
	const version = Number(store.pragma("user_version", { simple: true }));
	if ((store.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() ?? 0) > 0 && store.pragma("application_id", { simple: true }) !== applicationId) return {
		opened: false,
		code: "foreign-database",
		message: `${file} is a database of another program. Move it away, or choose another data folder.`
	};
	if (version > steps.length) return {
		opened: false,
		code: "newer-schema",
		message: `${file} was written by a newer version of Whence (schema ${version}; this one knows ${steps.length}). Update Whence, or choose another data folder. The file was not changed.`
	};
	return null;
}
function prepareForWriting(store, steps) {
	store.pragma("auto_vacuum = INCREMENTAL");
	store.pragma("journal_mode = WAL");
	store.pragma("synchronous = NORMAL");
	store.pragma(`journal_size_limit = ${largestLogBytes}`);
	store.pragma(`wal_autocheckpoint = ${largestLogBytes / 4096}`);
	migrate(store, steps);
	store.pragma("foreign_keys = ON");
}
function migrate(store, steps) {
	const version = () => Number(store.pragma("user_version", { simple: true }));
	if (version() === steps.length) return;
	store.pragma("foreign_keys = OFF");
	store.transaction(() => {
		const from = version();
		for (const step of steps.slice(from)) store.exec(step.sql);
		if (store.prepare("PRAGMA foreign_key_check").get() !== void 0) throw new Error("a step of the schema left rows without those they refer to");
		store.pragma(`application_id = ${applicationId}`);
		store.pragma(`user_version = ${steps.length}`);
	}).immediate();
}
function makePrivate(file) {
	mkdirSync(dirname(file), {
		recursive: true,
		mode: 448
	});
	closeSync(openSync(file, "a", 384));
	chmodSync(file, 384);
}
function setDamagedAside(file, now) {
	const name = setAsideName(file, now);
	const aside = join(dirname(file), name);
	for (const suffix of [
		"-wal",
		"-shm",
		"",
		damageMark("")
	]) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
	return name;
}
function damageMark(file) {
	return `${file}.damaged`;
}
// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
	const numericValues = Object.values(entries).filter((v) => typeof v === "number");
	return Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
}
function joinValues(array, separator = "|") {
	return array.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
	if (typeof value === "bigint") return value.toString();
	return value;
}
var Cached = class {
	constructor(getter) {
		this._getter = getter;
		this._value = void 0;
	}
	get value() {
		const getter = this._getter;
		if (getter !== void 0) {
			this._value = getter();
			this._getter = void 0;
		}
		return this._value;
	}
};
function cached(getter) {
	return new Cached(getter);
}
function nullish(input) {
	return input === null || input === void 0;
}
function cleanRegex(source) {
	const start = source.startsWith("^") ? 1 : 0;
	const end = source.endsWith("$") ? source.length - 1 : source.length;
	return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
	const ratio = val / step;
	const roundedRatio = Math.round(ratio);
	const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
	if (Math.abs(ratio - roundedRatio) < tolerance) return 0;
	return ratio - roundedRatio;
}
function assignProp(target, prop, value) {
	Object.defineProperty(target, prop, {
		value,
		writable: true,
		enumerable: true,
		configurable: true
	});
}
/**
* Whichever object a def's `shape` currently answers from: the one the caller passed until the first read, the frozen copy after it.
*
* Its keys and descriptors read without invoking anything, which is what lets a discriminated union check its discriminator, and the cycle walk read a shape, without resolving a getter that references the schema being constructed. A def that answers `shape` from an accessor of its own has none.
*/
function rawShape(def) {
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
	return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
	Object.defineProperty(target, key, {
		get() {
			const value = getter();
			assignProp(this, key, value);
			return value;
		},
		enumerable: true,
		configurable: true
	});
}
function putProp(target, key, value) {
	if (key in target) assignProp(target, key, value);
	else target[key] = value;
}
/**
* Copies `keys` of `source`'s shape onto `target`, each value passed through `wrap`.
*
* A key the source has resolved is copied through now, so the derived shape states it outright and nothing has to resolve it to learn what it holds. A key the source still defers stays deferred, and reads back through the source's own `shape`, so it resolves once and both shapes get that one schema.
*/
function mirrorShape(target, source, keys, wrap) {
	const raw = sourceShape(source);
	for (const key of keys) {
		const desc = Object.getOwnPropertyDescriptor(raw, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => {
			const value = source._zod.def.shape[key];
			return wrap ? wrap(value, key) : value;
		});
		else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
	}
}
function mirrorProps(target, source) {
	for (const key of Reflect.ownKeys(source)) {
		const desc = Object.getOwnPropertyDescriptor(source, key);
		if (!desc.enumerable) continue;
		if (desc.get) deferProp(target, key, () => source[key]);
		else putProp(target, key, desc.value);
	}
}
function mergeDefs(...defs) {
	const mergedDescriptors = {};
	for (const def of defs) {
		const descriptors = Object.getOwnPropertyDescriptors(def);
		Object.assign(mergedDescriptors, descriptors);
	}
	return Object.defineProperties({}, mergedDescriptors);
}
function esc(str) {
	return JSON.stringify(str);
}
function slugify(input) {
	return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
function isObject$2(data) {
	return typeof data === "object" && data !== null && !Array.isArray(data);
}
const allowsEval = /* @__PURE__*/ cached(() => {
	if (globalConfig.jitless) return false;
	if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) return false;
	try {
		new Function("");
		return true;
	} catch (_) {
		return false;
	}
});
function isPlainObject(o) {
	if (isObject$2(o) === false) return false;
	const ctor = o.constructor;
	if (ctor === void 0) return true;
	if (typeof ctor !== "function") return true;
	const prot = ctor.prototype;
	if (isObject$2(prot) === false) return false;
	if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
	return true;
}
function shallowClone(o) {
	if (isPlainObject(o)) return { ...o };
	if (Array.isArray(o)) return [...o];
	if (o instanceof Map) return new Map(o);
	if (o instanceof Set) return new Set(o);
	return o;
}
const propertyKeyTypes = /* @__PURE__*/ new Set([
	"string",
	"number",
	"symbol"
]);
function escapeRegex(str) {
	return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
	const cl = new inst._zod.constr(def ?? inst._zod.def);
	if (!def || params?.parent) cl._zod.parent = inst;
	return cl;
}
function normalizeParams(_params) {
	const params = _params;
	if (!params) return {};
	if (typeof params === "string") return { error: () => params };
	if (params?.message !== void 0) {
		if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
		params.error = params.message;
	}
	delete params.message;
	if (typeof params.error === "string") return {
		...params,
		error: () => params.error
	};
	return params;
}
function stringifyPrimitive(value) {
	if (typeof value === "bigint") return value.toString() + "n";
	if (typeof value === "string") return `"${value}"`;
	return `${value}`;
}
function optionalKeys(shape) {
	return Object.keys(shape).filter((k) => {
		return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
	});
}
const NUMBER_FORMAT_RANGES = /*@__PURE__*/ (() => ({
	safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	int32: [-2147483648, 2147483647],
	uint32: [0, 4294967295],
	float32: [-34028234663852886e22, 34028234663852886e22],
	float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
const BIGINT_FORMAT_RANGES = {
	int64: [/* @__PURE__*/ BigInt("-9223372036854775808"), /* @__PURE__*/ BigInt("9223372036854775807")],
	uint64: [/* @__PURE__*/ BigInt(0), /* @__PURE__*/ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".pick() cannot be used on object schemas containing refinements");
	const newShape = {};
	mirrorShape(newShape, schema, maskedKeys(schema, mask));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function maskedKeys(schema, mask) {
	const raw = sourceShape(schema);
	const keys = [];
	for (const key of Reflect.ownKeys(mask)) {
		if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) throw new Error(`Unrecognized key: "${String(key)}"`);
		if (mask[key]) keys.push(key);
	}
	return keys;
}
function omit(schema, mask) {
	const currDef = schema._zod.def;
	const checks = currDef.checks;
	if (checks && checks.length > 0) throw new Error(".omit() cannot be used on object schemas containing refinements");
	const omitted = new Set(maskedKeys(schema, mask));
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
	return clone(schema, mergeDefs(currDef, {
		shape: newShape,
		checks: []
	}));
}
function extend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to extend: expected a plain object");
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) {
		const existingShape = sourceShape(schema);
		for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
	}
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
	mirrorProps(newShape, shape);
	return newShape;
}
function safeExtend(schema, shape) {
	if (!isPlainObject(shape)) throw new Error("Invalid input to safeExtend: expected a plain object");
	return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
	if (!b?._zod?.def) throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
	if (a._zod.def.checks?.length) throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
	const newShape = {};
	mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
	mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
	return clone(a, mergeDefs(a._zod.def, {
		shape: newShape,
		get catchall() {
			return b._zod.def.catchall;
		},
		checks: b._zod.def.checks ?? []
	}));
}
function partial(Class, schema, mask, name = "partial") {
	const checks = schema._zod.def.checks;
	if (checks && checks.length > 0) throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class && ((value, key) => selected && !selected.has(key) ? value : new Class({
		type: "optional",
		innerType: value
	})));
	return clone(schema, mergeDefs(schema._zod.def, {
		shape: newShape,
		checks: []
	}));
}
function required(Class, schema, mask) {
	const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
	const newShape = {};
	mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value, key) => selected && !selected.has(key) ? value : new Class({
		type: "nonoptional",
		innerType: value
	}));
	return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
	return false;
}
function explicitlyAborted(x, startIndex = 0) {
	if (x.aborted === true) return true;
	for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
	return false;
}
function prefixIssues(path, issues) {
	return issues.map((iss) => {
		var _a;
		(_a = iss).path ?? (_a.path = []);
		iss.path.unshift(path);
		return iss;
	});
}
function unwrapMessage(message) {
	return typeof message === "string" ? message : message?.message;
}
/** The leading size checks of `defChecks` that set an upper bound, each paired with it. */
function sizeCaps(defChecks) {
	const caps = [];
	for (const ch of defChecks ?? []) {
		const d = ch._zod.def;
		if (!/_(length|size)$|_equals$/.test(d.check)) break;
		const max = d.maximum ?? d.length ?? d.size;
		if (max >= 0) caps.push([max, ch]);
	}
	return caps;
}
function attachSchema(issues, start, inst) {
	var _a;
	for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}
function finalizeIssue(iss, ctx, config) {
	var _a;
	const traits = iss.inst?._zod?.traits;
	if (traits?.has("$ZodType")) {
		if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst);
		else iss.schema = iss.inst;
	}
	const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
	const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
	const full = {};
	for (const k of Object.keys(iss)) {
		if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
		full[k] = iss[k];
	}
	full.path ?? (full.path = []);
	full.message = message;
	if (ctx?.reportInput) full.input = iss.input;
	return full;
}
const highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
	const units = str.length;
	if (!highSurrogate.test(str)) return units;
	let count = units;
	for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
		count--;
		i++;
	}
	return count;
}
function getLengthableOrigin(input) {
	if (Array.isArray(input)) return "array";
	if (typeof input === "string") return "string";
	return "unknown";
}
function parsedType(data) {
	const t = typeof data;
	switch (t) {
		case "number": return Number.isNaN(data) ? "nan" : "number";
		case "object": {
			if (data === null) return "null";
			if (Array.isArray(data)) return "array";
			const obj = data;
			if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) return obj.constructor.name;
		}
	}
	return t;
}
function issue(...args) {
	const [iss, input, inst] = args;
	if (typeof iss === "string") return {
		message: iss,
		code: "custom",
		input,
		inst
	};
	return { ...iss };
}
/**
* Installs a trait's members on its prototype. Each value builds that member for the instance on first read; the built value shadows the accessor as an own property, so a detached `const { parse } = schema` keeps working.
*
* Call this from a `proto` initializer, which runs once per prototype — never per instance.
*/
function members(proto, table) {
	for (const key in table) {
		const desc = Object.getOwnPropertyDescriptor(table, key);
		if (desc.get) Object.defineProperty(proto, key, {
			...desc,
			enumerable: false
		});
		else defineBound(proto, key, desc.value);
	}
}
/** Shadows a prototype member with an own value, so a getter that builds from the instance runs once. */
function own(inst, key, value, enumerable = true) {
	Object.defineProperty(inst, key, {
		configurable: true,
		writable: true,
		enumerable,
		value
	});
	return value;
}
/** Like {@link own}, for a member that was never an own data property and has to stay out of `Object.keys`. */
function hide(inst, key, value) {
	return own(inst, key, value, false);
}
/** Adds members a table derives from the instance: each builds on first read and shadows as own data, and assignment shadows the same way, as when these were own properties. */
/* @__NO_SIDE_EFFECTS__ */
function derived(computes, table) {
	for (const key in computes) {
		const compute = computes[key];
		Object.defineProperty(table, key, {
			configurable: true,
			enumerable: true,
			get() {
				return own(this, key, compute(this));
			},
			set(value) {
				own(this, key, value);
			}
		});
	}
	return table;
}
function defineBound(proto, key, fn) {
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			return this == null ? fn : own(this, key, fn.bind(this));
		},
		set(value) {
			own(this, key, value);
		}
	});
}
/** Returns the prototype to install on, or `undefined` if this group is already installed on it. */
function claim(inst, sentinel) {
	const proto = Object.getPrototypeOf(inst);
	return sentinel in proto ? void 0 : proto;
}
let installing;
let broke = false;
const breaker = {
	configurable: true,
	get() {
		broke = true;
	}
};
/**
* Installs a lazily-derived internal on the `_zod` prototype of `inst`'s
* constructor, computed from the internals object itself and cached there on
* first read. One accessor per constructor rather than one per instance.
*/
function defineLazyInternal(inst, key, compute) {
	const proto = Object.getPrototypeOf(inst._zod);
	if (key in proto && installing !== inst._zod) {
		installing = void 0;
		return;
	}
	installing = inst._zod;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			Object.defineProperty(this, key, breaker);
			const outer = broke;
			broke = false;
			try {
				const value = compute(this);
				if (broke) delete this[key];
				else Object.defineProperty(this, key, {
					configurable: true,
					writable: true,
					value
				});
				broke = broke || outer;
				return value;
			} catch (err) {
				delete this[key];
				broke = broke || outer;
				throw err;
			}
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				value
			});
		}
	});
}
/**
* Installs `key` on `inst`'s prototype, computed by `make` on first read and cached there as an own
* data property. One accessor per constructor rather than one per instance, because an own accessor
* puts every instance after the first into v8 dictionary mode. The key doubles as the sentinel.
*/
function installLazyProp(inst, key, make, enumerable) {
	const proto = claim(inst, key);
	if (!proto) return;
	Object.defineProperty(proto, key, {
		configurable: true,
		get() {
			const desc = {
				configurable: true,
				writable: true,
				enumerable,
				value: void 0
			};
			Object.defineProperty(this, key, desc);
			desc.value = make(this);
			Object.defineProperty(this, key, desc);
			return desc.value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				configurable: true,
				writable: true,
				enumerable,
				value
			});
		}
	});
}
/** Marks the thunk `_catch` synthesises for a constant catch value. `Function.length` cannot tell that thunk from a user callback — rest and defaulted parameters both report arity 0 — and a user callback reads `ctx.error`, whose issues only finalize correctly against the caller's per-parse error map. Provenance can say what arity cannot. A plain string key rather than `Symbol.for`, whose call at module scope no bundler can prove pure — the same shape that anchored `urlCanParse` into every build. */
const CONSTANT_CATCH = "~constantCatch";
/** Wraps a constant catch value in a thunk tagged with {@link CONSTANT_CATCH}. */
function constantCatch(value) {
	const fn = () => value;
	fn[CONSTANT_CATCH] = true;
	return fn;
}
// node_modules/zod/v4/core/core.js
var _a$1;
const _zodDesc = {
	value: void 0,
	enumerable: false
};
let _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
	const E = _E;
	if (E) {
		const saved = E.stackTraceLimit;
		if (typeof saved === "number") {
			try {
				E.stackTraceLimit = 0;
			} catch {
				_E = null;
				return new Definition();
			}
			try {
				return new Definition();
			} finally {
				E.stackTraceLimit = saved;
			}
		}
	}
	return new Definition();
}
/* @__NO_SIDE_EFFECTS__ */
function $constructor(name, initializer, proto, params) {
	const zodProto = {};
	function Internals(def) {
		this.def = def;
		this.constr = _;
		this.traits = /* @__PURE__ */ new Set();
	}
	Internals.prototype = zodProto;
	const protoMembers = proto;
	const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
	function init(inst, def) {
		if (!inst._zod) {
			_zodDesc.value = new Internals(def);
			try {
				Object.defineProperty(inst, "_zod", _zodDesc);
			} finally {
				_zodDesc.value = void 0;
			}
		} else if (inst._zod.traits.has(name)) return;
		inst._zod.traits.add(name);
		initializer(inst, def);
		if (initialized) {
			const own = Object.getPrototypeOf(inst);
			const ctorProto = inst._zod.constr.prototype;
			let up = own;
			while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
			const target = up ?? own;
			if (!initialized.has(target)) {
				initialized.add(target);
				members(target, protoMembers);
			}
		}
		const proto = _.prototype;
		for (const k in proto) {
			if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
			if (!(k in inst)) inst[k] = proto[k].bind(inst);
		}
	}
	const Parent = params?.Parent ?? Object;
	class Definition extends Parent {}
	Object.defineProperty(Definition, "name", { value: name });
	function _(def) {
		const inst = params?.Parent ? newError(Definition) : this;
		init(inst, def);
		const deferred = inst._zod.deferred;
		if (deferred) {
			for (const fn of deferred) fn();
			inst._zod.deferred = void 0;
		}
		const pp = globalThis.__zod_globalConfig?.postProcessor;
		if (pp) pp(inst);
		return inst;
	}
	Object.defineProperty(_, "init", { value: init });
	Object.defineProperty(_, Symbol.hasInstance, { value: (inst) => {
		if (params?.Parent && inst instanceof params.Parent) return true;
		return inst?._zod?.traits?.has(name);
	} });
	Object.defineProperty(_, "name", { value: name });
	return _;
}
var $ZodAsyncError = class extends Error {
	constructor() {
		super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
	}
};
var $ZodEncodeError = class extends Error {
	constructor(name) {
		super(`Encountered unidirectional transform during encode: ${name}`);
		this.name = "ZodEncodeError";
	}
};
(_a$1 = globalThis).__zod_globalConfig ?? (_a$1.__zod_globalConfig = {});
const globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
	if (newConfig) Object.assign(globalConfig, newConfig);
	return globalConfig;
}
// node_modules/zod/v4/core/errors.js
function _getMessage() {
	const internals = this._zod;
	internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
	return internals.message;
}
function _setMessage(value) {
	this._zod.message = value;
}
const _messageDesc = {
	get: _getMessage,
	set: _setMessage,
	enumerable: true,
	configurable: true
};
const _issuesDesc = {
	value: void 0,
	enumerable: false
};
const _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
const initializer$1 = (inst, def) => {
	inst.name = "$ZodError";
	_issuesDesc.value = def;
	Object.defineProperty(inst, "issues", _issuesDesc);
	_issuesDesc.value = void 0;
	Object.defineProperty(inst, "message", _messageDesc);
	const proto = Object.getPrototypeOf(inst);
	if (!_installedToString.has(proto)) {
		_installedToString.add(proto);
		Object.defineProperty(proto, "toString", {
			configurable: true,
			enumerable: false,
			get() {
				const value = () => this.message;
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
				return value;
			},
			set(value) {
				Object.defineProperty(this, "toString", {
					value,
					configurable: true,
					writable: true
				});
			}
		});
	}
};
const $ZodError = /* @__PURE__ */ $constructor("$ZodError", initializer$1);
/** Get-or-create `obj[key]` as an own data property. A path segment naming an inherited member
* ("toString", "constructor") would otherwise read through to the prototype, and assigning
* "__proto__" would hit the setter instead of creating a key. */
function node(obj, key, make) {
	if (!Object.prototype.hasOwnProperty.call(obj, key)) {
		if (key === "__proto__") Object.defineProperty(obj, key, {
			value: make(),
			writable: true,
			enumerable: true,
			configurable: true
		});
		else obj[key] = make();
	}
	return obj[key];
}
function flattenError(error, mapper = (issue) => issue.message) {
	const fieldErrors = {};
	const formErrors = [];
	for (const sub of error.issues) if (sub.path.length > 0) node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
	else formErrors.push(mapper(sub));
	return {
		formErrors,
		fieldErrors
	};
}
function formatError(error, mapper = (issue) => issue.message) {
	const fieldErrors = { _errors: [] };
	const processError = (error, path = []) => {
		for (const issue of error.issues) if (issue.code === "invalid_union" && issue.errors.length) issue.errors.map((issues) => processError({ issues }, [...path, ...issue.path]));
		else if (issue.code === "invalid_key") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else if (issue.code === "invalid_element") processError({ issues: issue.issues }, [...path, ...issue.path]);
		else {
			const fullpath = [...path, ...issue.path];
			if (fullpath.length === 0) fieldErrors._errors.push(mapper(issue));
			else {
				let curr = fieldErrors;
				let i = 0;
				while (i < fullpath.length) {
					const el = fullpath[i];
					const terminal = i === fullpath.length - 1;
					if (el === "_errors") {
						if (terminal) curr._errors.push(mapper(issue));
						i++;
						continue;
					}
					if (!Object.prototype.hasOwnProperty.call(curr, el)) Object.defineProperty(curr, el, {
						value: { _errors: [] },
						enumerable: true,
						writable: true,
						configurable: true
					});
					const node = curr[el];
					if (terminal) node._errors.push(mapper(issue));
					curr = node;
					i++;
				}
			}
		}
	};
	processError(error);
	return fieldErrors;
}
// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
	return {
		callee: params?.callee ?? callee,
		Err: params?.Err
	};
}
const _parse = (_Err) => {
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: false
		} : { async: false };
		const result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) throw new $ZodAsyncError();
		if (result.issues.length) {
			const e = new ((_params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, _params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _parseAsync = (_Err) => {
	const fn = async (schema, value, _ctx, params) => {
		const ctx = _ctx ? {
			..._ctx,
			async: true
		} : { async: true };
		let result = schema._zod.run({
			value,
			issues: []
		}, ctx);
		if (result instanceof Promise) result = await result;
		if (result.issues.length) {
			const e = new ((params?.Err) ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
			captureStackTrace(e, params?.callee ?? fn);
			throw e;
		}
		return result.value;
	};
	return fn;
};
const _safeParse = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: false
	} : { async: false };
	const result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
function failure(Err, issues, ctx) {
	let error;
	return {
		success: false,
		get error() {
			if (!error) {
				error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
				issues = void 0;
				ctx = void 0;
			}
			return error;
		},
		set error(e) {
			error = e;
			issues = void 0;
			ctx = void 0;
		}
	};
}
const _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true
	} : { async: true };
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length ? failure(_Err, result.issues, ctx) : {
		success: true,
		data: result.value
	};
};
const COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
const COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
const validate = ((schema, value, _ctx) => {
	const validator = schema._zod.bag.validator;
	if (validator !== void 0) {
		if (validator(value) !== COMPILE_INVALID) return true;
		if (validator.definite === true && _ctx === void 0) return false;
	}
	return validateFallback(schema, value, _ctx);
});
function validateFallback(schema, value, _ctx) {
	const ctx = _ctx ? {
		..._ctx,
		async: false,
		abortEarly: true
	} : {
		async: false,
		abortEarly: true
	};
	const fallbackRun = schema._zod.bag.fallbackRun;
	let result;
	if (fallbackRun) {
		ctx[COMPILE_FALLBACK] = true;
		result = fallbackRun({
			value,
			issues: []
		}, ctx);
	} else result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) throw new $ZodAsyncError();
	return result.issues.length === 0;
}
const validateAsync$1 = async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		async: true,
		abortEarly: true
	} : {
		async: true,
		abortEarly: true
	};
	let result = schema._zod.run({
		value,
		issues: []
	}, ctx);
	if (result instanceof Promise) result = await result;
	return result.issues.length === 0;
};
const _encode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return parse(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decode = (_Err) => {
	const parse = _parse(_Err);
	const fn = (schema, value, _ctx, _params) => {
		return parse(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _encodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		const ctx = _ctx ? {
			..._ctx,
			direction: "backward"
		} : { direction: "backward" };
		return await parseAsync(schema, value, ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _decodeAsync = (_Err) => {
	const parseAsync = _parseAsync(_Err);
	const fn = async (schema, value, _ctx, _params) => {
		return await parseAsync(schema, value, _ctx, finalizeParams(fn, _params));
	};
	return fn;
};
const _safeEncode = (_Err) => (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParse(_Err)(schema, value, ctx);
};
const _safeDecode = (_Err) => (schema, value, _ctx) => {
	return _safeParse(_Err)(schema, value, _ctx);
};
const _safeEncodeAsync = (_Err) => async (schema, value, _ctx) => {
	const ctx = _ctx ? {
		..._ctx,
		direction: "backward"
	} : { direction: "backward" };
	return _safeParseAsync(_Err)(schema, value, ctx);
};
const _safeDecodeAsync = (_Err) => async (schema, value, _ctx) => {
	return _safeParseAsync(_Err)(schema, value, _ctx);
};
// node_modules/zod/v4/core/regexes.js
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const cuid = /^[cC][0-9a-z]{6,}$/;
const cuid2 = /^[0-9a-z]+$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
const xid = /^[0-9a-vA-V]{20}$/;
const ksuid = /^[A-Za-z0-9]{27}$/;
const nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
	return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
/** ISO 8601-1 duration regex. Does not support the 8601-2 extensions like negative durations or fractional/negative components. */
const duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
/** A regex for any UUID-like identifier: 8-4-4-4-12 hex pattern */
const guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
/** Returns a regex for validating an RFC 9562/4122 UUID.
*
* @param version Optionally specify a version 1-8. If no version is specified, all versions are supported. */
const uuid = (version) => {
	if (!version) return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
	return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
/** Practical email validation */
const email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
const _emoji$1 = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
	return new RegExp(_emoji$1, "u");
}
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
const ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
const cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
const cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
const base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
const base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
const httpProtocol = /^https?$/;
const e164 = /^\+[1-9]\d{6,14}$/;
const dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
/** Anchors a pattern source. The interpolation lives here rather than at the call site because
* esbuild will not drop a `@__PURE__` call whose own argument interpolates a variable, but it
* will drop `anchor(dateSource)`. Keeping it inline pinned `date` into every bundle. */
function anchor(source) {
	return new RegExp(`^${source}$`);
}
const date = /*@__PURE__*/ anchor(dateSource);
function timeSource(args) {
	const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
	return typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
}
function time$1(args) {
	return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
	const opts = ["Z"];
	if (args.offset) opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
	const qualified = `${timeSource({
		precision: args.precision,
		seconds: true
	})}(?:${opts.join("|")})`;
	const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
	return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
const anyString = /^[\s\S]{0,}$/;
const integer = /^-?\d+$/;
const number$1 = /^-?\d+(?:\.\d+)?$/;
const boolean$1 = /^(?:true|false)$/i;
const lowercase = /^[^A-Z]*$/;
const uppercase = /^[^a-z]*$/;
// node_modules/zod/v4/core/checks.js
const $ZodCheck = /*@__PURE__*/ $constructor("$ZodCheck", (inst, def) => {
	var _a;
	inst._zod ?? (inst._zod = {});
	inst._zod.def = def;
	(_a = inst._zod).onattach ?? (_a.onattach = []);
});
/** Default `when` for length-based checks: run only on non-nullish values with a `length`. */
const _whenHasLength = (payload) => {
	const val = payload.value;
	return !nullish(val) && val.length !== void 0;
};
const numericOriginMap = {
	number: "number",
	bigint: "bigint",
	object: "date"
};
const $ZodCheckLessThan = /*@__PURE__*/ $constructor("$ZodCheckLessThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value <= def.value : payload.value < def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_big",
			maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckGreaterThan = /*@__PURE__*/ $constructor("$ZodCheckGreaterThan", (inst, def) => {
	$ZodCheck.init(inst, def);
	const origin = numericOriginMap[typeof def.value];
	inst._zod.check = (payload) => {
		if (def.inclusive ? payload.value >= def.value : payload.value > def.value) return;
		payload.issues.push({
			origin: numericOriginMap[typeof payload.value] ?? origin,
			code: "too_small",
			minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
			input: payload.value,
			inclusive: def.inclusive,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMultipleOf = /*@__PURE__*/ $constructor("$ZodCheckMultipleOf", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		if (typeof payload.value !== typeof def.value) throw new Error("Cannot mix number and bigint in multiple_of check.");
		if (typeof payload.value === "bigint" ? def.value !== BigInt(0) && payload.value % def.value === BigInt(0) : floatSafeRemainder(payload.value, def.value) === 0) return;
		payload.issues.push({
			origin: typeof payload.value,
			code: "not_multiple_of",
			divisor: def.value,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckNumberFormat = /*@__PURE__*/ $constructor("$ZodCheckNumberFormat", (inst, def) => {
	$ZodCheck.init(inst, def);
	def.format = def.format || "float64";
	const isInt = def.format?.includes("int");
	const origin = isInt ? "int" : "number";
	const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
	inst._zod.check = (payload) => {
		const input = payload.value;
		if (isInt) {
			if (!Number.isInteger(input)) {
				payload.issues.push({
					expected: origin,
					format: def.format,
					code: "invalid_type",
					continue: false,
					input,
					inst
				});
				return;
			}
			if (!Number.isSafeInteger(input)) {
				if (input > 0) payload.issues.push({
					input,
					code: "too_big",
					maximum: Number.MAX_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				else payload.issues.push({
					input,
					code: "too_small",
					minimum: Number.MIN_SAFE_INTEGER,
					note: "Integers must be within the safe integer range.",
					inst,
					origin,
					inclusive: true,
					continue: !def.abort
				});
				return;
			}
		}
		if (input < minimum) payload.issues.push({
			origin: "number",
			input,
			code: "too_small",
			minimum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
		if (input > maximum) payload.issues.push({
			origin: "number",
			input,
			code: "too_big",
			maximum,
			inclusive: true,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMaxLength = /*@__PURE__*/ $constructor("$ZodCheckMaxLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units > def.maximum ? codePointLength(input) : units) <= def.maximum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_big",
			maximum: def.maximum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckMinLength = /*@__PURE__*/ $constructor("$ZodCheckMinLength", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		if ((typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units) >= def.minimum) return;
		const origin = getLengthableOrigin(input);
		payload.issues.push({
			origin,
			code: "too_small",
			minimum: def.minimum,
			inclusive: true,
			input,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLengthEquals = /*@__PURE__*/ $constructor("$ZodCheckLengthEquals", (inst, def) => {
	var _a;
	$ZodCheck.init(inst, def);
	(_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
	inst._zod.check = (payload) => {
		const input = payload.value;
		const units = input.length;
		const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
		if (length === def.length) return;
		const origin = getLengthableOrigin(input);
		const tooBig = length > def.length;
		payload.issues.push({
			origin,
			...tooBig ? {
				code: "too_big",
				maximum: def.length
			} : {
				code: "too_small",
				minimum: def.length
			},
			inclusive: true,
			exact: true,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStringFormat = /*@__PURE__*/ $constructor("$ZodCheckStringFormat", (inst, def) => {
	var _a, _b;
	$ZodCheck.init(inst, def);
	if (def.pattern) (_a = inst._zod).check ?? (_a.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: def.format,
			input: payload.value,
			...def.pattern ? { pattern: def.pattern.toString() } : {},
			inst,
			continue: !def.abort
		});
	});
	else (_b = inst._zod).check ?? (_b.check = () => {});
});
const $ZodCheckRegex = /*@__PURE__*/ $constructor("$ZodCheckRegex", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		def.pattern.lastIndex = 0;
		if (def.pattern.test(payload.value)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "regex",
			input: payload.value,
			pattern: def.pattern.toString(),
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckLowerCase = /*@__PURE__*/ $constructor("$ZodCheckLowerCase", (inst, def) => {
	def.pattern ?? (def.pattern = lowercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckUpperCase = /*@__PURE__*/ $constructor("$ZodCheckUpperCase", (inst, def) => {
	def.pattern ?? (def.pattern = uppercase);
	$ZodCheckStringFormat.init(inst, def);
});
const $ZodCheckIncludes = /*@__PURE__*/ $constructor("$ZodCheckIncludes", (inst, def) => {
	$ZodCheck.init(inst, def);
	const escapedRegex = escapeRegex(def.includes);
	def.pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
	inst._zod.check = (payload) => {
		if (payload.value.includes(def.includes, def.position)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "includes",
			includes: def.includes,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckStartsWith = /*@__PURE__*/ $constructor("$ZodCheckStartsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.startsWith(def.prefix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "starts_with",
			prefix: def.prefix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckEndsWith = /*@__PURE__*/ $constructor("$ZodCheckEndsWith", (inst, def) => {
	$ZodCheck.init(inst, def);
	const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
	def.pattern ?? (def.pattern = pattern);
	inst._zod.check = (payload) => {
		if (payload.value.endsWith(def.suffix)) return;
		payload.issues.push({
			origin: "string",
			code: "invalid_format",
			format: "ends_with",
			suffix: def.suffix,
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCheckOverwrite = /*@__PURE__*/ $constructor("$ZodCheckOverwrite", (inst, def) => {
	$ZodCheck.init(inst, def);
	inst._zod.check = (payload) => {
		payload.value = def.tx(payload.value);
	};
});
// node_modules/zod/v4/core/doc.js
var Doc = class {
	constructor(args = [], closed = {}) {
		this.content = [];
		this.indent = 0;
		this.args = args;
		this.closed = closed;
	}
	indented(fn) {
		this.indent += 1;
		try {
			fn(this);
		} finally {
			this.indent -= 1;
		}
	}
	write(arg) {
		if (typeof arg === "function") {
			arg(this, { execution: "sync" });
			arg(this, { execution: "async" });
			return;
		}
		const lines = arg.split("\n").filter((x) => x);
		const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
		const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
		for (const line of dedented) this.content.push(line);
	}
	compile() {
		const F = Function;
		const content = this?.content ?? [``];
		return new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {\n${content.join("\n")}\n};`)(...Object.values(this.closed));
	}
};
// node_modules/zod/v4/core/versions.js
const version = {
	major: 4,
	minor: 6,
	patch: 7
};
// node_modules/zod/v4/core/schemas.js
const $ZodType = /*@__PURE__*/ $constructor("$ZodType", (inst, def) => {
	var _a;
	inst ?? (inst = {});
	inst._zod.def = def;
	inst._zod.bag = inst._zod.bag || {};
	inst._zod.version = version;
	const defChecks = inst._zod.def.checks;
	const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
	for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
	if (checks.length === 0) {
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred?.push(() => {
			inst._zod.run = inst._zod.parse;
		});
	} else {
		const runChecks = (payload, checks, ctx) => {
			if (payload.memo) return payload;
			let isAborted = aborted(payload);
			let asyncResult;
			for (const ch of checks) {
				if (ch._zod.def.when) {
					if (explicitlyAborted(payload)) continue;
					if (!ch._zod.def.when(payload)) continue;
				} else if (isAborted) continue;
				const currLen = payload.issues.length;
				const _ = ch._zod.check(payload);
				if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError();
				if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
					await _;
					if (payload.issues.length === currLen) return;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				});
				else {
					if (payload.issues.length === currLen) continue;
					attachSchema(payload.issues, currLen, inst);
					if (!isAborted) isAborted = aborted(payload, currLen);
				}
			}
			if (asyncResult) return asyncResult.then(() => {
				return payload;
			});
			return payload;
		};
		const handleCanaryResult = (canary, payload, ctx) => {
			if (aborted(canary)) {
				canary.aborted = true;
				return canary;
			}
			const checkResult = runChecks(payload, checks, ctx);
			if (checkResult instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
			}
			return inst._zod.parse(checkResult, ctx);
		};
		inst._zod.run = (payload, ctx) => {
			if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
			if (ctx.direction === "backward") {
				const canary = inst._zod.parse({
					value: payload.value,
					issues: []
				}, {
					...ctx,
					skipChecks: true
				});
				if (canary instanceof Promise) return canary.then((canary) => {
					return handleCanaryResult(canary, payload, ctx);
				});
				return handleCanaryResult(canary, payload, ctx);
			}
			const result = inst._zod.parse(payload, ctx);
			if (result instanceof Promise) {
				if (ctx.async === false) throw new $ZodAsyncError();
				return result.then((result) => runChecks(result, checks, ctx));
			}
			return runChecks(result, checks, ctx);
		};
	}
}, {
	get "~standard"() {
		return hide(this, "~standard", standardProps(this));
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	}
});
/** The Standard Schema surface for `inst`. Shared so wrappers can extend it without forcing it. */
const toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync(inst, value) {
	const ctx = { async: true };
	return toStandardResult(await inst._zod.run({
		value,
		issues: []
	}, ctx), ctx);
}
function standardProps(inst) {
	return {
		validate: (value) => {
			const ctx = { async: false };
			try {
				const r = inst._zod.run({
					value,
					issues: []
				}, ctx);
				if (!(r instanceof Promise)) return toStandardResult(r, ctx);
			} catch (_) {}
			return validateAsync(inst, value);
		},
		vendor: "zod",
		version: 1
	};
}
const $ZodString = /*@__PURE__*/ $constructor("$ZodString", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = def.pattern ?? anyString;
	inst._zod.parse = (payload, _) => {
		if (def.coerce) try {
			payload.value = String(payload.value);
		} catch (_) {}
		if (typeof payload.value === "string") return payload;
		payload.issues.push({
			expected: "string",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
const $ZodStringFormat = /*@__PURE__*/ $constructor("$ZodStringFormat", (inst, def) => {
	$ZodCheckStringFormat.init(inst, def);
	$ZodString.init(inst, def);
});
const $ZodGUID = /*@__PURE__*/ $constructor("$ZodGUID", (inst, def) => {
	def.pattern ?? (def.pattern = guid);
	$ZodStringFormat.init(inst, def);
});
const $ZodUUID = /*@__PURE__*/ $constructor("$ZodUUID", (inst, def) => {
	if (def.version) {
		const v = {
			v1: 1,
			v2: 2,
			v3: 3,
			v4: 4,
			v5: 5,
			v6: 6,
			v7: 7,
			v8: 8
		}[def.version];
		if (v === void 0) throw new Error(`Invalid UUID version: "${def.version}"`);
		def.pattern ?? (def.pattern = uuid(v));
	} else def.pattern ?? (def.pattern = uuid());
	$ZodStringFormat.init(inst, def);
});
const $ZodEmail = /*@__PURE__*/ $constructor("$ZodEmail", (inst, def) => {
	def.pattern ?? (def.pattern = email);
	$ZodStringFormat.init(inst, def);
});
function canParseURL(input) {
	try {
		if (typeof URL !== "undefined" && typeof URL.canParse === "function") return URL.canParse(input);
		new URL(input);
		return true;
	} catch {
		return false;
	}
}
function validateURL(trimmed, def) {
	if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) return canParseURL(trimmed) || 2;
	return parseURLObject(trimmed, def);
}
/** Parses a URL while preserving the non-normalizing HTTP guard. */
function parseURLObject(trimmed, def) {
	if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) return 1;
	try {
		if (typeof URL !== "undefined") {
			const URLStatic = URL;
			if (typeof URLStatic.parse === "function") return URLStatic.parse(trimmed) ?? 2;
		}
		return new URL(trimmed);
	} catch {
		return 2;
	}
}
const asciiTabOrNewline = /[\t\n\r]/g;
/** The URL parser deletes every ASCII tab, LF and CR from its input before it parses, so `new URL("https://exa\nmple.com")` reports on `example.com`. Applying the same deletion to the returned value closes the half of that divergence which can move the host; the parser's other rewrite, stripping C0 controls at the edges, cannot. */
function stripTabAndNewline(value) {
	return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
	hostname.lastIndex = 0;
	return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
	protocol.lastIndex = 0;
	return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
const $ZodURL = /*@__PURE__*/ $constructor("$ZodURL", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		try {
			const trimmed = payload.value.trim();
			const url = validateURL(trimmed, def);
			if (url === 1) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					note: "Invalid URL format",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === 2) {
				payload.issues.push({
					code: "invalid_format",
					format: "url",
					input: payload.value,
					inst,
					continue: !def.abort
				});
				return;
			}
			if (url === true) {
				payload.value = stripTabAndNewline(trimmed);
				return;
			}
			if (def.hostname && !urlHostnameOk(url, def.hostname)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid hostname",
				pattern: def.hostname.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			if (def.protocol && !urlProtocolOk(url, def.protocol)) payload.issues.push({
				code: "invalid_format",
				format: "url",
				note: "Invalid protocol",
				pattern: def.protocol.source,
				input: payload.value,
				inst,
				continue: !def.abort
			});
			payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
			return;
		} catch (_) {
			payload.issues.push({
				code: "invalid_format",
				format: "url",
				input: payload.value,
				inst,
				continue: !def.abort
			});
		}
	};
});
const $ZodEmoji = /*@__PURE__*/ $constructor("$ZodEmoji", (inst, def) => {
	def.pattern ?? (def.pattern = emoji());
	$ZodStringFormat.init(inst, def);
});
const $ZodNanoID = /*@__PURE__*/ $constructor("$ZodNanoID", (inst, def) => {
	if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1)) throw new Error(`Invalid nanoid length: ${def.length}`);
	def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
	$ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link $ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const $ZodCUID = /*@__PURE__*/ $constructor("$ZodCUID", (inst, def) => {
	def.pattern ?? (def.pattern = cuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodCUID2 = /*@__PURE__*/ $constructor("$ZodCUID2", (inst, def) => {
	def.pattern ?? (def.pattern = cuid2);
	$ZodStringFormat.init(inst, def);
});
const $ZodULID = /*@__PURE__*/ $constructor("$ZodULID", (inst, def) => {
	def.pattern ?? (def.pattern = ulid);
	$ZodStringFormat.init(inst, def);
});
const $ZodXID = /*@__PURE__*/ $constructor("$ZodXID", (inst, def) => {
	def.pattern ?? (def.pattern = xid);
	$ZodStringFormat.init(inst, def);
});
const $ZodKSUID = /*@__PURE__*/ $constructor("$ZodKSUID", (inst, def) => {
	def.pattern ?? (def.pattern = ksuid);
	$ZodStringFormat.init(inst, def);
});
const $ZodISODateTime = /*@__PURE__*/ $constructor("$ZodISODateTime", (inst, def) => {
	def.pattern ?? (def.pattern = datetime(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODate = /*@__PURE__*/ $constructor("$ZodISODate", (inst, def) => {
	def.pattern ?? (def.pattern = date);
	$ZodStringFormat.init(inst, def);
});
const $ZodISOTime = /*@__PURE__*/ $constructor("$ZodISOTime", (inst, def) => {
	def.pattern ?? (def.pattern = time$1(def));
	$ZodStringFormat.init(inst, def);
});
const $ZodISODuration = /*@__PURE__*/ $constructor("$ZodISODuration", (inst, def) => {
	def.pattern ?? (def.pattern = duration);
	$ZodStringFormat.init(inst, def);
});
const $ZodIPv4 = /*@__PURE__*/ $constructor("$ZodIPv4", (inst, def) => {
	def.pattern ?? (def.pattern = ipv4);
	$ZodStringFormat.init(inst, def);
});
/** An IPv6 address is written with hex digits, colons and dots, and nothing else. The guard is what makes the check below an IPv6 check: `new URL("http://[...]")` parses an authority, not an address, so `@` and `\` re-delimit it and `"::@1\\"` validates against the host `0.0.0.1`. The URL parser also deletes ASCII tab, LF and CR rather than failing, which is how `"::1\n"` validated as `::1`. */
const ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
	if (!ipv6Alphabet.test(value)) return false;
	return canParseURL(`http://[${value}]`);
}
const $ZodIPv6 = /*@__PURE__*/ $constructor("$ZodIPv6", (inst, def) => {
	def.pattern ?? (def.pattern = ipv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidIPv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "ipv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodCIDRv4 = /*@__PURE__*/ $constructor("$ZodCIDRv4", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv4);
	$ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
	const parts = value.split("/");
	if (parts.length !== 2) return false;
	const [address, prefix] = parts;
	if (!prefix) return false;
	const prefixNum = Number(prefix);
	if (`${prefixNum}` !== prefix) return false;
	if (prefixNum < 0 || prefixNum > 128) return false;
	return isValidIPv6(address);
}
const $ZodCIDRv6 = /*@__PURE__*/ $constructor("$ZodCIDRv6", (inst, def) => {
	def.pattern ?? (def.pattern = cidrv6);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (!isValidCIDRv6(payload.value)) payload.issues.push({
			code: "invalid_format",
			format: "cidrv6",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
function isValidBase64(data) {
	if (data === "") return true;
	if (/\s/.test(data)) return false;
	if (data.length % 4 !== 0) return false;
	try {
		atob(data);
		return true;
	} catch {
		return false;
	}
}
const base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
const $ZodBase64 = /*@__PURE__*/ $constructor("$ZodBase64", (inst, def) => {
	def.pattern ?? (def.pattern = base64Charset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
	if (!base64urlCharset.test(data)) return false;
	const base64 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
	return isValidBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, "="));
}
const $ZodBase64URL = /*@__PURE__*/ $constructor("$ZodBase64URL", (inst, def) => {
	def.pattern ?? (def.pattern = base64urlCharset);
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidBase64URL(payload.value)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "base64url",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodE164 = /*@__PURE__*/ $constructor("$ZodE164", (inst, def) => {
	def.pattern ?? (def.pattern = e164);
	$ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
	try {
		const tokensParts = token.split(".");
		if (tokensParts.length !== 3) return false;
		const [header] = tokensParts;
		if (!header) return false;
		const parsedHeader = JSON.parse(atob(header));
		if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT") return false;
		if (!parsedHeader.alg) return false;
		if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm)) return false;
		return true;
	} catch {
		return false;
	}
}
const $ZodJWT = /*@__PURE__*/ $constructor("$ZodJWT", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	inst._zod.check = (payload) => {
		if (isValidJWT(payload.value, def.alg)) return;
		payload.issues.push({
			code: "invalid_format",
			format: "jwt",
			input: payload.value,
			inst,
			continue: !def.abort
		});
	};
});
const $ZodNumber = /*@__PURE__*/ $constructor("$ZodNumber", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = number$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Number(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
		const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
		payload.issues.push({
			expected: "number",
			code: "invalid_type",
			input,
			inst,
			...received ? { received } : {}
		});
		return payload;
	};
});
const $ZodNumberFormat = /*@__PURE__*/ $constructor("$ZodNumberFormat", (inst, def) => {
	$ZodCheckNumberFormat.init(inst, def);
	$ZodNumber.init(inst, def);
});
const $ZodBoolean = /*@__PURE__*/ $constructor("$ZodBoolean", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.pattern = boolean$1;
	inst._zod.parse = (payload, _ctx) => {
		if (def.coerce) try {
			payload.value = Boolean(payload.value);
		} catch (_) {}
		const input = payload.value;
		if (typeof input === "boolean") return payload;
		payload.issues.push({
			expected: "boolean",
			code: "invalid_type",
			input,
			inst
		});
		return payload;
	};
});
const $ZodUnknown = /*@__PURE__*/ $constructor("$ZodUnknown", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload) => payload;
});
const $ZodNever = /*@__PURE__*/ $constructor("$ZodNever", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _ctx) => {
		payload.issues.push({
			expected: "never",
			code: "invalid_type",
			input: payload.value,
			inst
		});
		return payload;
	};
});
function capSize(inst, size) {
	const caps = sizeCaps(inst._zod.def.checks);
	if (!caps.length) return;
	const cap = Math.min(...caps.map((c) => c[0]));
	const parse = inst._zod.parse;
	inst._zod.parse = (payload, ctx) => {
		const n = size(payload.value);
		if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
			for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
				const start = payload.issues.length;
				ch._zod.check(payload);
				payload.issues[start].continue = false;
				attachSchema(payload.issues, start, inst);
				return payload;
			}
		}
		return parse(payload, ctx);
	};
}
const arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
const $ZodArray = /*@__PURE__*/ $constructor("$ZodArray", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				expected: "array",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
		const proms = [];
		const abortEarly = ctx?.abortEarly;
		for (let i = 0; i < input.length; i++) {
			const item = input[i];
			const result = def.element._zod.run({
				value: item,
				issues: []
			}, ctx);
			if (result instanceof Promise) proms.push(result.then((result) => handleArrayResult(result, payload, i)));
			else {
				handleArrayResult(result, payload, i);
				if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
			}
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
	capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
	const isPresent = key in input;
	const isOptionalOut = optout === "optional";
	if (!isPresent && isOptionalOut && optin === "optional") return;
	if (result.issues.length) {
		if (optin !== void 0 && isOptionalOut && !isPresent) return;
		final.issues.push(...prefixIssues(key, result.issues));
	}
	if (!isPresent && optin === void 0) {
		if (!result.issues.length) final.issues.push({
			code: "invalid_type",
			expected: "nonoptional",
			input: void 0,
			path: [key]
		});
		return;
	}
	if (result.value === void 0) {
		if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
	} else final.value[key] = result.value;
}
const NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
	const keys = Object.keys(def.shape);
	const ownSymbols = Object.getOwnPropertySymbols(def.shape);
	const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
	const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
	for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
	const okeys = optionalKeys(def.shape);
	return {
		...def,
		allKeys,
		symbolKeys,
		keySet: new Set(keys),
		numKeys: keys.length,
		optionalKeys: new Set(okeys)
	};
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
	const unrecognized = [];
	const keySet = def.keySet;
	const _catchall = def.catchall._zod;
	const t = _catchall.def.type;
	const optin = _catchall.optin;
	const optout = _catchall.optout;
	let seen = 0;
	for (const key in input) {
		if (abortEarly && payload.issues.length !== seen) {
			if (aborted(payload, seen)) break;
			seen = payload.issues.length;
		}
		if (keySet.has(key)) continue;
		if (key === "__proto__") {
			if (t === "never") unrecognized.push(key);
			continue;
		}
		if (t === "never") {
			unrecognized.push(key);
			continue;
		}
		const r = _catchall.run({
			value: input[key],
			issues: []
		}, ctx);
		if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
		else handlePropertyResult(r, payload, key, input, optin, optout);
	}
	if (unrecognized.length) payload.issues.push({
		code: "unrecognized_keys",
		keys: unrecognized,
		input,
		inst,
		continue: true
	});
	if (!proms.length) return payload;
	return Promise.all(proms).then(() => {
		return payload;
	});
}
const $ZodObject = /*@__PURE__*/ $constructor("$ZodObject", (inst, def) => {
	$ZodType.init(inst, def);
	const desc = Object.getOwnPropertyDescriptor(def, "shape");
	const sh = desc?.get ? desc.get.raw : def.shape ?? {};
	if (sh) {
		const get = () => {
			const newSh = { ...sh };
			Object.defineProperty(def, "shape", { value: newSh });
			get.raw = newSh;
			return newSh;
		};
		get.raw = sh;
		Object.defineProperty(def, "shape", { get });
	}
	const _normalized = cached(() => normalizeDef(def));
	defineLazyInternal(inst, "propValues", (zod) => {
		const shape = zod.def.shape;
		const propValues = {};
		for (const key in shape) {
			const field = shape[key]._zod;
			if (field.values) {
				if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, /* @__PURE__ */ new Set());
				for (const v of field.values) propValues[key].add(v);
				if (field.optin !== void 0) propValues[key].add(void 0);
			}
		}
		return propValues;
	});
	const isObject = isObject$2;
	const catchall = def.catchall;
	let value;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
		const proms = [];
		const shape = value.shape;
		const abortEarly = ctx?.abortEarly;
		let seen = payload.issues.length;
		for (const key of value.allKeys) {
			if (abortEarly && payload.issues.length !== seen) {
				if (aborted(payload, seen)) break;
				seen = payload.issues.length;
			}
			if (key === "__proto__") continue;
			const el = shape[key];
			const optin = el._zod.optin;
			const optout = el._zod.optout;
			const r = el._zod.run({
				value: input[key],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
			else handlePropertyResult(r, payload, key, input, optin, optout);
		}
		if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
		return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
	};
});
const $ZodObjectJIT = /*@__PURE__*/ $constructor("$ZodObjectJIT", (inst, def) => {
	$ZodObject.init(inst, def);
	const superParse = inst._zod.parse;
	const _normalized = cached(() => normalizeDef(def));
	const memo = globalConfig.memoizer;
	const generateFastpass = (shape) => {
		const normalized = _normalized.value;
		const syms = normalized.symbolKeys;
		const doc = new Doc(["payload", "ctx"], {
			shape,
			inst,
			memo,
			syms
		});
		const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
		const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
		doc.write(`const input = payload.value;`);
		const ids = Object.create(null);
		let counter = 0;
		for (const key of normalized.allKeys) ids[key] = `key_${counter++}`;
		doc.write(memo ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
		for (const key of normalized.allKeys) {
			if (key === "__proto__") continue;
			const id = ids[key];
			const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
			const isPresent = `${k} in input`;
			const schema = shape[key];
			const optin = schema?._zod?.optin;
			const isOptionalIn = optin !== void 0;
			const isOptionalOut = schema?._zod?.optout === "optional";
			doc.write(`const ${id} = ${parseStr(k)};`);
			if (isOptionalIn && isOptionalOut) {
				const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
				doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
			} else if (!isOptionalIn) doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
			else {
				doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
				if (optin === "defaulted") doc.write(`newResult[${k}] = ${id}.value;`);
				else doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
			}
		}
		doc.write(`payload.value = newResult;`);
		doc.write(`return payload;`);
		return doc.compile();
	};
	let fastpass;
	const isObject = isObject$2;
	const jit = !globalConfig.jitless;
	const fastEnabled = jit && allowsEval.value;
	const catchall = def.catchall;
	let value;
	inst._zod.parse = (payload, ctx) => {
		value ?? (value = _normalized.value);
		const input = payload.value;
		if (!isObject(input)) {
			payload.issues.push({
				expected: "object",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
			if (!fastpass) fastpass = generateFastpass(def.shape);
			payload = fastpass(payload, ctx);
			if (!catchall) return payload;
			return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
		}
		return superParse(payload, ctx);
	};
});
function handleUnionResults(results, final, inst, ctx) {
	for (const result of results) if (result.issues.length === 0) {
		final.value = result.value;
		return final;
	}
	const nonaborted = results.filter((r) => !aborted(r));
	if (nonaborted.length === 1) {
		final.value = nonaborted[0].value;
		return nonaborted[0];
	}
	final.issues.push({
		code: "invalid_union",
		input: final.value,
		inst,
		errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
	});
	return final;
}
const $ZodUnion = /*@__PURE__*/ $constructor("$ZodUnion", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
	defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
	defineLazyInternal(inst, "values", (zod) => {
		if (zod.def.options.every((o) => o._zod.values)) return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		if (zod.def.options.every((o) => o._zod.pattern)) {
			const patterns = zod.def.options.map((o) => o._zod.pattern);
			return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
		}
	});
	const first = def.options.length === 1 ? def.options[0]._zod.run : null;
	inst._zod.parse = (payload, ctx) => {
		if (first) return first(payload, ctx);
		let async = false;
		const results = [];
		for (const option of def.options) {
			const result = option._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) {
				results.push(result);
				async = true;
			} else {
				if (result.issues.length === 0) return result;
				results.push(result);
			}
		}
		if (!async) return handleUnionResults(results, payload, inst, ctx);
		return Promise.all(results).then((results) => {
			return handleUnionResults(results, payload, inst, ctx);
		});
	};
});
const $ZodIntersection = /*@__PURE__*/ $constructor("$ZodIntersection", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		const left = def.left._zod.run({
			value: input,
			issues: []
		}, ctx);
		const right = def.right._zod.run({
			value: input,
			issues: []
		}, ctx);
		if (left instanceof Promise || right instanceof Promise) return Promise.all([left, right]).then(([left, right]) => {
			return handleIntersectionResults(payload, left, right);
		});
		return handleIntersectionResults(payload, left, right);
	};
});
function mergeValues(a, b) {
	if (a === b) return {
		valid: true,
		data: a
	};
	if (a instanceof Date && b instanceof Date && +a === +b) return {
		valid: true,
		data: a
	};
	if (isPlainObject(a) && isPlainObject(b)) {
		const bKeys = Object.keys(b);
		const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
		const newObj = {
			...a,
			...b
		};
		if (Object.prototype.hasOwnProperty.call(newObj, "__proto__")) delete newObj.__proto__;
		for (const key of sharedKeys) {
			if (key === "__proto__") continue;
			const sharedValue = mergeValues(a[key], b[key]);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
			};
			newObj[key] = sharedValue.data;
		}
		return {
			valid: true,
			data: newObj
		};
	}
	if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) return {
			valid: false,
			mergeErrorPath: []
		};
		const newArray = [];
		for (let index = 0; index < a.length; index++) {
			const itemA = a[index];
			const itemB = b[index];
			const sharedValue = mergeValues(itemA, itemB);
			if (!sharedValue.valid) return {
				valid: false,
				mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
			};
			newArray.push(sharedValue.data);
		}
		return {
			valid: true,
			data: newArray
		};
	}
	return {
		valid: false,
		mergeErrorPath: []
	};
}
function handleIntersectionResults(result, left, right) {
	const unrecKeys = /* @__PURE__ */ new Map();
	let unrecIssue;
	const keyIssues = /* @__PURE__ */ new Map();
	const collect = (iss, side) => {
		let keys;
		if (iss.code === "unrecognized_keys" && !iss.path?.length) {
			unrecIssue ?? (unrecIssue = iss);
			keys = iss.keys;
		} else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
			const k = String(iss.path[0]);
			if (!keyIssues.has(k)) keyIssues.set(k, iss);
			keys = [k];
		} else return false;
		for (const k of keys) {
			if (!unrecKeys.has(k)) unrecKeys.set(k, {});
			unrecKeys.get(k)[side] = true;
		}
		return true;
	};
	for (const iss of left.issues) if (!collect(iss, "l")) result.issues.push(iss);
	for (const iss of right.issues) if (!collect(iss, "r")) result.issues.push(iss);
	const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
	if (bothKeys.length) {
		const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
		if (aggregated.length) result.issues.push({
			...unrecIssue,
			keys: aggregated
		});
		for (const k of bothKeys) if (!aggregated.includes(k) && keyIssues.has(k)) result.issues.push(keyIssues.get(k));
	}
	const merged = mergeValues(left.value, right.value);
	if (!merged.valid) {
		if (aborted(result)) return result;
		throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
	}
	result.value = merged.data;
	return result;
}
const $ZodTuple = /*@__PURE__*/ $constructor("$ZodTuple", (inst, def) => {
	$ZodType.init(inst, def);
	const items = def.items;
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!Array.isArray(input)) {
			payload.issues.push({
				input,
				inst,
				expected: "tuple",
				code: "invalid_type"
			});
			return payload;
		}
		payload.value = memo ? memo.alloc(inst, payload, [], ctx) : [];
		const proms = [];
		const optinStart = getTupleOptStart(items, "optin");
		const optoutStart = getTupleOptStart(items, "optout");
		if (!def.rest) {
			if (input.length < optinStart) {
				payload.issues.push({
					code: "too_small",
					minimum: optinStart,
					inclusive: true,
					input,
					inst,
					origin: "array"
				});
				return payload;
			}
			if (input.length > items.length) payload.issues.push({
				code: "too_big",
				maximum: items.length,
				inclusive: true,
				input,
				inst,
				origin: "array"
			});
		}
		const itemResults = new Array(items.length);
		const abortEarly = def.rest ? ctx?.abortEarly : void 0;
		let itemAborted = false;
		for (let i = 0; i < items.length; i++) {
			const r = items[i]._zod.run({
				value: input[i],
				issues: []
			}, ctx);
			if (r instanceof Promise) proms.push(r.then((rr) => {
				itemResults[i] = rr;
			}));
			else {
				itemResults[i] = r;
				if (abortEarly && !itemAborted && r.issues.length) itemAborted = aborted(r);
			}
		}
		if (def.rest && !itemAborted) {
			let i = items.length - 1;
			const rest = input.slice(items.length);
			let seen = payload.issues.length;
			for (const el of rest) {
				if (abortEarly && payload.issues.length !== seen) {
					if (aborted(payload, seen)) break;
					seen = payload.issues.length;
				}
				i++;
				const result = def.rest._zod.run({
					value: el,
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((r) => handleTupleResult(r, payload, i)));
				else handleTupleResult(result, payload, i);
			}
		}
		if (proms.length) return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
		return handleTupleResults(itemResults, payload, items, input, optoutStart);
	};
});
function getTupleOptStart(items, key) {
	for (let i = items.length - 1; i >= 0; i--) if (!(key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional")) return i + 1;
	return 0;
}
function handleTupleResult(result, final, index) {
	if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
	final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
	for (let i = 0; i < items.length; i++) {
		const r = itemResults[i];
		const isPresent = i < input.length;
		if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
			final.value.length = i;
			break;
		}
		if (r.issues.length) {
			if (!isPresent && i >= optoutStart) {
				final.value.length = i;
				break;
			}
			final.issues.push(...prefixIssues(i, r.issues));
		}
		final.value[i] = r.value;
	}
	for (let i = final.value.length - 1; i >= input.length; i--) if (items[i]._zod.optout === "optional" && final.value[i] === void 0) final.value.length = i;
	else break;
	return final;
}
const $ZodRecord = /*@__PURE__*/ $constructor("$ZodRecord", (inst, def) => {
	$ZodType.init(inst, def);
	const memo = globalConfig.memoizer;
	memo?.attach(inst);
	inst._zod.parse = (payload, ctx) => {
		const input = payload.value;
		if (!isPlainObject(input)) {
			payload.issues.push({
				expected: "record",
				code: "invalid_type",
				input,
				inst
			});
			return payload;
		}
		const proms = [];
		const values = def.keyType._zod.values;
		if (values && !def.partial) {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			const recordKeys = /* @__PURE__ */ new Set();
			for (const key of values) if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
				recordKeys.add(typeof key === "number" ? key.toString() : key);
				if (key === "__proto__") continue;
				const keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (keyResult.issues.length) {
					payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			let unrecognized;
			for (const key in input) if (!recordKeys.has(key)) {
				if (def.mode === "loose") {
					if (key === "__proto__") continue;
					payload.value[key] = input[key];
				} else {
					unrecognized = unrecognized ?? [];
					unrecognized.push(key);
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		} else {
			payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
			let unrecognized;
			for (const key of Reflect.ownKeys(input)) {
				if (key === "__proto__") continue;
				if (!Object.prototype.propertyIsEnumerable.call(input, key)) continue;
				let keyResult = def.keyType._zod.run({
					value: key,
					issues: []
				}, ctx);
				if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
				if (typeof key === "string" && number$1.test(key) && keyResult.issues.length) {
					const retryResult = def.keyType._zod.run({
						value: Number(key),
						issues: []
					}, ctx);
					if (retryResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
					if (retryResult.issues.length === 0) keyResult = retryResult;
				}
				if (keyResult.issues.length) {
					if (def.mode === "loose") payload.value[key] = input[key];
					else if (values) {
						unrecognized = unrecognized ?? [];
						unrecognized.push(key);
					} else payload.issues.push({
						code: "invalid_key",
						origin: "record",
						issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
						input: key,
						path: [key],
						inst
					});
					continue;
				}
				const outKey = keyResult.value;
				if (outKey === "__proto__") continue;
				const result = def.valueType._zod.run({
					value: input[key],
					issues: []
				}, ctx);
				if (result instanceof Promise) proms.push(result.then((result) => {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}));
				else {
					if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
					payload.value[outKey] = result.value;
				}
			}
			if (unrecognized && unrecognized.length > 0) payload.issues.push({
				code: "unrecognized_keys",
				input,
				inst,
				keys: unrecognized,
				continue: true
			});
		}
		if (proms.length) return Promise.all(proms).then(() => payload);
		return payload;
	};
});
const $ZodEnum = /*@__PURE__*/ $constructor("$ZodEnum", (inst, def) => {
	$ZodType.init(inst, def);
	const values = getEnumValues(def.entries);
	const valuesSet = new Set(values);
	inst._zod.values = valuesSet;
	defineLazyInternal(inst, "pattern", (zod) => {
		const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
		return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (valuesSet.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodLiteral = /*@__PURE__*/ $constructor("$ZodLiteral", (inst, def) => {
	$ZodType.init(inst, def);
	const values = new Set(def.values);
	inst._zod.values = values;
	defineLazyInternal(inst, "pattern", (zod) => {
		const vals = zod.def.values;
		return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
	});
	inst._zod.parse = (payload, _ctx) => {
		const input = payload.value;
		if (values.has(input)) return payload;
		payload.issues.push({
			code: "invalid_value",
			values: def.values,
			input,
			inst
		});
		return payload;
	};
});
const $ZodTransform = /*@__PURE__*/ $constructor("$ZodTransform", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "optional";
	globalConfig.memoizer?.guard(inst);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		const _out = def.transform(payload.value, payload);
		if (ctx.async) return (_out instanceof Promise ? _out : Promise.resolve(_out)).then((output) => {
			payload.value = output;
			return payload;
		});
		if (_out instanceof Promise) throw new $ZodAsyncError();
		payload.value = _out;
		return payload;
	};
});
function handleOptionalResult(payload, result) {
	payload.value = result.issues.length ? void 0 : result.value;
	return payload;
}
const $ZodOptional = /*@__PURE__*/ $constructor("$ZodOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	inst._zod.optout = "optional";
	defineLazyInternal(inst, "values", (zod) => {
		const values = zod.def.innerType._zod.values;
		return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
	});
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === void 0) {
			if (def.innerType._zod.optin !== "defaulted") return payload;
			const result = def.innerType._zod.run({
				value: payload.value,
				issues: []
			}, ctx);
			if (result instanceof Promise) return result.then((result) => handleOptionalResult(payload, result));
			return handleOptionalResult(payload, result);
		}
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodExactOptional = /*@__PURE__*/ $constructor("$ZodExactOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
	inst._zod.parse = (payload, ctx) => {
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNullable = /*@__PURE__*/ $constructor("$ZodNullable", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "pattern", (zod) => {
		const pattern = zod.def.innerType._zod.pattern;
		return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
	});
	defineLazyInternal(inst, "values", (zod) => {
		return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		if (payload.value === null) return payload;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodDefault = /*@__PURE__*/ $constructor("$ZodDefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) {
			payload.value = def.defaultValue;
			/**
			* $ZodDefault returns the default value immediately in forward direction.
			* It doesn't pass the default value into the validator ("prefault"). There's no reason to pass the default value through validation. The validity of the default is enforced by TypeScript statically. Otherwise, it's the responsibility of the user to ensure the default is valid. In the case of pipes with divergent in/out types, you can specify the default on the `in` schema of your ZodPipe to set a "prefault" for the pipe.   */
			return payload;
		}
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleDefaultResult(result, def));
		return handleDefaultResult(result, def);
	};
});
function handleDefaultResult(payload, def) {
	if (payload.value === void 0) payload.value = def.defaultValue;
	return payload;
}
const $ZodPrefault = /*@__PURE__*/ $constructor("$ZodPrefault", (inst, def) => {
	$ZodType.init(inst, def);
	inst._zod.optin = "defaulted";
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		if (payload.value === void 0) payload.value = def.defaultValue;
		return def.innerType._zod.run(payload, ctx);
	};
});
const $ZodNonOptional = /*@__PURE__*/ $constructor("$ZodNonOptional", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => {
		const v = zod.def.innerType._zod.values;
		return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
	});
	inst._zod.parse = (payload, ctx) => {
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then((result) => handleNonOptionalResult(result, inst));
		return handleNonOptionalResult(result, inst);
	};
});
function handleNonOptionalResult(payload, inst) {
	if (!payload.issues.length && payload.value === void 0) payload.issues.push({
		code: "invalid_type",
		expected: "nonoptional",
		input: payload.value,
		inst
	});
	return payload;
}
function handleCatchResult(payload, result, def, ctx) {
	if (!result.issues.length) {
		payload.value = result.value;
		if (result.memo) payload.memo = true;
		return payload;
	}
	payload.value = def.catchValue({
		...result,
		value: payload.value,
		error: { issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config())) },
		input: payload.value
	});
	return payload;
}
const $ZodCatch = /*@__PURE__*/ $constructor("$ZodCatch", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run({
			value: payload.value,
			issues: []
		}, ctx);
		if (result instanceof Promise) return result.then((result) => handleCatchResult(payload, result, def, ctx));
		return handleCatchResult(payload, result, def, ctx);
	};
});
const $ZodPipe = /*@__PURE__*/ $constructor("$ZodPipe", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") {
			const right = def.out._zod.run(payload, ctx);
			if (right instanceof Promise) return right.then((right) => handlePipeResult(right, def.in, ctx));
			return handlePipeResult(right, def.in, ctx);
		}
		const left = def.in._zod.run(payload, ctx);
		if (left instanceof Promise) return left.then((left) => handlePipeResult(left, def.out, ctx));
		return handlePipeResult(left, def.out, ctx);
	};
});
function handlePipeResult(left, next, ctx) {
	if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
		left.aborted = true;
		return left;
	}
	return next._zod.run({
		value: left.value,
		issues: left.issues
	}, ctx);
}
const $ZodReadonly = /*@__PURE__*/ $constructor("$ZodReadonly", (inst, def) => {
	$ZodType.init(inst, def);
	defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
	defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
	defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
	defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
	inst._zod.parse = (payload, ctx) => {
		if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
		const result = def.innerType._zod.run(payload, ctx);
		if (result instanceof Promise) return result.then(handleReadonlyResult);
		return handleReadonlyResult(result);
	};
});
function handleReadonlyResult(payload) {
	if (!payload.memo) payload.value = Object.freeze(payload.value);
	return payload;
}
const $ZodCustom = /*@__PURE__*/ $constructor("$ZodCustom", (inst, def) => {
	$ZodCheck.init(inst, def);
	$ZodType.init(inst, def);
	inst._zod.parse = (payload, _) => {
		return payload;
	};
	inst._zod.check = (payload) => {
		const input = payload.value;
		const r = def.fn(input);
		if (r instanceof Promise) return r.then((r) => handleRefineResult(r, payload, input, inst));
		handleRefineResult(r, payload, input, inst);
	};
});
function handleRefineResult(result, payload, input, inst) {
	if (!result) {
		const _iss = {
			code: "custom",
			input,
			inst,
			path: [...inst._zod.def.path ?? []],
			continue: !inst._zod.def.abort
		};
		if (inst._zod.def.params) _iss.params = inst._zod.def.params;
		payload.issues.push(issue(_iss));
	}
}
// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
	constructor() {
		super(`Cannot parse a reference cycle that closes through a transform`);
		this.name = "ZodCyclicError";
	}
};
/** Keyed off the context object every schema in one parse call already shares. */
const STATE = "~memo";
const NO_ISSUES = [];
function isRef(value) {
	return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
	return issues.map((iss) => iss.path ? {
		...iss,
		path: iss.path.slice()
	} : { ...iss });
}
const recursive = /*@__PURE__*/ new WeakMap();
/** What the walk established, in order of certainty: ordered so the strongest answer among children wins. */
const NONE = 0;
const ASSUMED = 1;
const PROVEN = 2;
/** Whether this schema's subtree contains a cycle, so one parse can re-enter it. */
function isRecursive(inst, stack, resolve) {
	const cached = recursive.get(inst);
	if (cached !== void 0) return cached ? PROVEN : NONE;
	if (stack.has(inst)) return PROVEN;
	stack.add(inst);
	let result = NONE;
	const check = (child) => {
		if (result !== PROVEN && child?._zod) {
			const answer = isRecursive(child, stack, resolve);
			if (answer > result) result = answer;
		}
	};
	const shape = (sh, spread) => {
		let answer = NONE;
		for (const key of Reflect.ownKeys(sh)) {
			const desc = Object.getOwnPropertyDescriptor(sh, key);
			if (spread && !desc.enumerable) continue;
			const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
			if (child > answer) answer = child;
		}
		return answer;
	};
	const merge = (answer) => {
		if (answer > result) result = answer;
	};
	const def = inst._zod.def;
	switch (def.type) {
		case "object": {
			const raw = rawShape(def);
			merge(raw ? shape(raw, true) : ASSUMED);
			check(def.catchall);
			break;
		}
		case "array":
			check(def.element);
			break;
		case "tuple":
			for (const el of def.items) check(el);
			check(def.rest);
			break;
		case "record":
		case "map":
			check(def.keyType);
			check(def.valueType);
			break;
		case "set":
			check(def.valueType);
			break;
		case "union":
			for (const el of def.options) check(el);
			break;
		case "intersection":
			check(def.left);
			check(def.right);
			break;
		case "optional":
		case "nullable":
		case "default":
		case "prefault":
		case "catch":
		case "readonly":
		case "nonoptional":
		case "promise":
		case "success":
			check(def.innerType);
			break;
		case "pipe":
			check(def.in);
			check(def.out);
			break;
		case "function":
			check(def.input);
			check(def.output);
			break;
		case "lazy": {
			const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
			merge(inner ? isRecursive(inner, stack, false) : ASSUMED);
			break;
		}
		case "template_literal":
		case "string":
		case "number":
		case "int":
		case "boolean":
		case "bigint":
		case "symbol":
		case "undefined":
		case "null":
		case "void":
		case "never":
		case "any":
		case "unknown":
		case "date":
		case "nan":
		case "enum":
		case "literal":
		case "file":
		case "transform":
		case "custom": break;
		default: for (const key in def) {
			const desc = Object.getOwnPropertyDescriptor(def, key);
			if (!desc || desc.get) continue;
			const value = desc.value;
			if (!value || typeof value !== "object") continue;
			if (value._zod) check(value);
			else if (Array.isArray(value)) for (const el of value) check(el);
		}
	}
	stack.delete(inst);
	return settle(inst, result);
}
/** An assumed answer must not outlive the resolution that settles it, so only a certain one is cached. */
function settle(inst, answer) {
	if (answer !== ASSUMED) recursive.set(inst, answer === PROVEN);
	return answer;
}
function bucketFor(state, inst) {
	let bucket = state.buckets.get(inst);
	if (!bucket) {
		bucket = /* @__PURE__ */ new WeakMap();
		state.buckets.set(inst, bucket);
	}
	return bucket;
}
let handoff;
const open = [];
const memo = {
	alloc(_inst, payload, empty) {
		const bucket = handoff;
		if (!bucket) return empty;
		handoff = void 0;
		const entry = {
			value: empty,
			issues: null
		};
		bucket.set(payload.value, entry);
		open.push(entry);
		return empty;
	},
	guard(inst) {
		var _a;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value)) throw new $ZodCyclicError();
				return base(payload, ctx);
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	},
	attach(inst) {
		var _a;
		let isRecursiveInst;
		let rechecked = false;
		let lastCtx;
		let lastBucket;
		(_a = inst._zod).deferred ?? (_a.deferred = []);
		inst._zod.deferred.push(() => {
			const base = inst._zod.parse;
			const wrapped = (payload, ctx) => {
				if (isRecursiveInst === void 0) {
					const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
					if (walked === NONE) {
						inst._zod.parse = base;
						if (inst._zod.run === wrapped) inst._zod.run = base;
						return base(payload, ctx);
					}
					if (walked === PROVEN || rechecked) isRecursiveInst = true;
					else rechecked = true;
				}
				const input = payload.value;
				if (!isRef(input)) return base(payload, ctx);
				let state = ctx[STATE];
				if (!state) {
					state = {
						buckets: /* @__PURE__ */ new WeakMap(),
						backEdges: void 0
					};
					ctx[STATE] = state;
				}
				let bucket;
				if (lastCtx === ctx) bucket = lastBucket;
				else {
					bucket = bucketFor(state, inst);
					lastCtx = ctx;
					lastBucket = bucket;
				}
				const hit = bucket.get(input);
				if (hit) {
					payload.value = hit.value;
					if (hit.issues) {
						if (hit.issues.length) payload.issues.push(...cloneIssues(hit.issues));
					} else {
						payload.memo = true;
						state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
						state.backEdges.add(hit.value);
					}
					return payload;
				}
				handoff = bucket;
				const depth = open.length;
				const result = base(payload, ctx);
				handoff = void 0;
				const entry = open.length > depth ? open.pop() : void 0;
				if (result instanceof Promise) return result.then((r) => {
					if (entry) entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
					return r;
				});
				if (entry) entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
				return result;
			};
			inst._zod.parse = wrapped;
			if (inst._zod.run === base) inst._zod.run = wrapped;
		});
	}
};
/** The memoizer that gives containers cycle support. `zod` installs it by default; `zod/mini` opts in with `config({ memoizer: memoizer() })`. */
function memoizer() {
	return memo;
}
/** Whether this value is a node a back-edge resolved to before it finished. */
function isBackEdge(ctx, value) {
	const backEdges = ctx[STATE]?.backEdges;
	return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}
// node_modules/zod/v4/locales/en.js
const error = () => {
	const Sizable = {
		string: {
			unit: "characters",
			verb: "to have"
		},
		file: {
			unit: "bytes",
			verb: "to have"
		},
		array: {
			unit: "items",
			verb: "to have"
		},
		set: {
			unit: "items",
			verb: "to have"
		},
		map: {
			unit: "entries",
			verb: "to have"
		}
	};
	function getSizing(origin) {
		return Sizable[origin] ?? null;
	}
	const FormatDictionary = {
		regex: "input",
		email: "email address",
		url: "URL",
		emoji: "emoji",
		uuid: "UUID",
		uuidv4: "UUIDv4",
		uuidv6: "UUIDv6",
		nanoid: "nanoid",
		guid: "GUID",
		cuid: "cuid",
		cuid2: "cuid2",
		ulid: "ULID",
		xid: "XID",
		ksuid: "KSUID",
		datetime: "ISO datetime",
		date: "ISO date",
		time: "ISO time",
		duration: "ISO duration",
		ipv4: "IPv4 address",
		ipv6: "IPv6 address",
		mac: "MAC address",
		cidrv4: "IPv4 range",
		cidrv6: "IPv6 range",
		base64: "base64-encoded string",
		base64url: "base64url-encoded string",
		json_string: "JSON string",
		e164: "E.164 number",
		currency_code: "currency code",
		credit_card: "credit card number",
		iban: "IBAN",
		jwt: "JWT",
		template_literal: "input"
	};
	const TypeDictionary = { nan: "NaN" };
	function getTypeName(type, input) {
		if (type === "number" && typeof input === "number" && !Number.isFinite(input)) return String(input);
		return TypeDictionary[type] ?? type;
	}
	return (issue) => {
		switch (issue.code) {
			case "invalid_type": return `Invalid input: expected ${getTypeName(issue.expected)}, received ${getTypeName(parsedType(issue.input), issue.input)}`;
			case "invalid_value":
				if (issue.values.length === 1) return `Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;
				return `Invalid option: expected one of ${joinValues(issue.values, "|")}`;
			case "too_big": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? "<=" : "<";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too big: expected ${issue.origin ?? "value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit ?? "elements"}`;
				return `Too big: expected ${issue.origin ?? "value"} to be ${adj}${issue.maximum.toString()}`;
			}
			case "too_small": {
				const adj = issue.exact ? "exactly " : issue.inclusive ? ">=" : ">";
				const sizing = getSizing(issue.origin);
				if (sizing) return `Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`;
				return `Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`;
			}
			case "invalid_format": {
				const _issue = issue;
				if (_issue.format === "starts_with") return `Invalid string: must start with "${_issue.prefix}"`;
				if (_issue.format === "ends_with") return `Invalid string: must end with "${_issue.suffix}"`;
				if (_issue.format === "includes") return `Invalid string: must include "${_issue.includes}"`;
				if (_issue.format === "regex") return `Invalid string: must match pattern ${_issue.pattern}`;
				return `Invalid ${FormatDictionary[_issue.format] ?? issue.format}`;
			}
			case "not_multiple_of": return `Invalid number: must be a multiple of ${issue.divisor}`;
			case "unrecognized_keys": return `Unrecognized key${issue.keys.length > 1 ? "s" : ""}: ${joinValues(issue.keys, ", ")}`;
			case "invalid_key": return `Invalid key in ${issue.origin}`;
			case "invalid_union":
				if (issue.options && Array.isArray(issue.options) && issue.options.length > 0) return `Invalid discriminator value. Expected ${issue.options.map((o) => `'${o}'`).join(" | ")}`;
				if (issue.inclusive === false) return "Invalid input: more than one option matched";
				return "Invalid input";
			case "invalid_element": return `Invalid value in ${issue.origin}`;
			default: return `Invalid input`;
		}
	};
};
function en_default() {
	return { localeError: error() };
}
// node_modules/zod/v4/core/registries.js
var _a;
var $ZodRegistry = class {
	constructor() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
	}
	add(schema, ..._meta) {
		const meta = _meta[0];
		this._map.set(schema, meta);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
		return this;
	}
	clear() {
		this._map = /* @__PURE__ */ new WeakMap();
		this._idmap = /* @__PURE__ */ new Map();
		return this;
	}
	remove(schema) {
		const meta = this._map.get(schema);
		if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
		this._map.delete(schema);
		return this;
	}
	get(schema) {
		const p = schema._zod.parent;
		if (p) {
			const pm = { ...this.get(p) ?? {} };
			delete pm.id;
			const f = {
				...pm,
				...this._map.get(schema)
			};
			return Object.keys(f).length ? f : void 0;
		}
		return this._map.get(schema);
	}
	has(schema) {
		return this._map.has(schema);
	}
};
function registry() {
	return new $ZodRegistry();
}
(_a = globalThis).__zod_globalRegistry ?? (_a.__zod_globalRegistry = registry());
const globalRegistry = globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
	if (def.checks) def.checks = [...def.checks];
	return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class, params) {
	return new Class(snapshotChecks({
		type: "string",
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _email(Class, params) {
	return new Class({
		type: "string",
		format: "email",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _guid(Class, params) {
	return new Class({
		type: "string",
		format: "guid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v4",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v6",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class, params) {
	return new Class({
		type: "string",
		format: "uuid",
		check: "string_format",
		abort: false,
		version: "v7",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _url(Class, params) {
	return new Class({
		type: "string",
		format: "url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _emoji(Class, params) {
	return new Class({
		type: "string",
		format: "emoji",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class, params) {
	return new Class({
		type: "string",
		format: "nanoid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link _cuid2} instead.
* See https://github.com/paralleldrive/cuid.
*/
// @__NO_SIDE_EFFECTS__
function _cuid(Class, params) {
	return new Class({
		type: "string",
		format: "cuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class, params) {
	return new Class({
		type: "string",
		format: "cuid2",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class, params) {
	return new Class({
		type: "string",
		format: "ulid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _xid(Class, params) {
	return new Class({
		type: "string",
		format: "xid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class, params) {
	return new Class({
		type: "string",
		format: "ksuid",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class, params) {
	return new Class({
		type: "string",
		format: "ipv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class, params) {
	return new Class({
		type: "string",
		format: "ipv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv4",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class, params) {
	return new Class({
		type: "string",
		format: "cidrv6",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64(Class, params) {
	return new Class({
		type: "string",
		format: "base64",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class, params) {
	return new Class({
		type: "string",
		format: "base64url",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _e164(Class, params) {
	return new Class({
		type: "string",
		format: "e164",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class, params) {
	return new Class({
		type: "string",
		format: "jwt",
		check: "string_format",
		abort: false,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class, params) {
	return new Class({
		type: "string",
		format: "datetime",
		check: "string_format",
		offset: false,
		local: false,
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class, params) {
	return new Class({
		type: "string",
		format: "date",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class, params) {
	return new Class({
		type: "string",
		format: "time",
		check: "string_format",
		precision: null,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class, params) {
	return new Class({
		type: "string",
		format: "duration",
		check: "string_format",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _number(Class, params) {
	return new Class(snapshotChecks({
		type: "number",
		checks: [],
		...normalizeParams(params)
	}));
}
// @__NO_SIDE_EFFECTS__
function _int(Class, params) {
	return new Class({
		type: "number",
		check: "number_format",
		abort: false,
		format: "safeint",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class, params) {
	return new Class({
		type: "boolean",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class) {
	return new Class({ type: "unknown" });
}
// @__NO_SIDE_EFFECTS__
function _never(Class, params) {
	return new Class({
		type: "never",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
	return new $ZodCheckLessThan({
		check: "less_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: false
	});
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
	return new $ZodCheckGreaterThan({
		check: "greater_than",
		...normalizeParams(params),
		value,
		inclusive: true
	});
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
	return new $ZodCheckMultipleOf({
		check: "multiple_of",
		...normalizeParams(params),
		value
	});
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
	return new $ZodCheckMaxLength({
		check: "max_length",
		...normalizeParams(params),
		maximum
	});
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
	return new $ZodCheckMinLength({
		check: "min_length",
		...normalizeParams(params),
		minimum
	});
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
	return new $ZodCheckLengthEquals({
		check: "length_equals",
		...normalizeParams(params),
		length
	});
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
	return new $ZodCheckRegex({
		check: "string_format",
		format: "regex",
		...normalizeParams(params),
		pattern
	});
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
	return new $ZodCheckLowerCase({
		check: "string_format",
		format: "lowercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
	return new $ZodCheckUpperCase({
		check: "string_format",
		format: "uppercase",
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
	return new $ZodCheckIncludes({
		check: "string_format",
		format: "includes",
		...normalizeParams(params),
		includes
	});
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
	return new $ZodCheckStartsWith({
		check: "string_format",
		format: "starts_with",
		...normalizeParams(params),
		prefix
	});
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
	return new $ZodCheckEndsWith({
		check: "string_format",
		format: "ends_with",
		...normalizeParams(params),
		suffix
	});
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
	return new $ZodCheckOverwrite({
		check: "overwrite",
		tx
	});
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
	return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
	return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
	return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
	return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class, element, params) {
	return new Class({
		type: "array",
		element,
		...normalizeParams(params)
	});
}
// @__NO_SIDE_EFFECTS__
function _custom(Class, fn, _params) {
	const norm = normalizeParams(_params);
	norm.abort ?? (norm.abort = true);
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...norm
	});
}
// @__NO_SIDE_EFFECTS__
function _refine(Class, fn, _params) {
	return new Class({
		type: "custom",
		check: "custom",
		fn,
		...normalizeParams(_params)
	});
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
	const ch = /* @__PURE__ */ _check((payload) => {
		payload.addIssue = (issue$2) => {
			if (typeof issue$2 === "string") payload.issues.push(issue(issue$2, payload.value, ch._zod.def));
			else {
				const _issue = issue$2;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = ch);
				_issue.continue ?? (_issue.continue = !ch._zod.def.abort);
				payload.issues.push(issue(_issue));
			}
		};
		return fn(payload.value, payload);
	}, params);
	return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
	const ch = new $ZodCheck({
		check: "custom",
		...normalizeParams(params)
	});
	ch._zod.check = fn;
	return ch;
}
// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
	for (const source of sources) for (const key of Reflect.ownKeys(source)) if (Object.prototype.propertyIsEnumerable.call(source, key)) assignProp(target, key, source[key]);
	return target;
}
function initializeContext(params) {
	let target = params?.target ?? "draft-2020-12";
	if (target === "draft-4") target = "draft-04";
	if (target === "draft-7") target = "draft-07";
	return {
		processors: params.processors ?? {},
		metadataRegistry: params?.metadata ?? globalRegistry,
		target,
		unrepresentable: params?.unrepresentable ?? "throw",
		override: params?.override ?? (() => {}),
		io: params?.io ?? "output",
		counter: 0,
		seen: /* @__PURE__ */ new Map(),
		sharedDefsExtractedFor: void 0,
		sharedEmitDoneFor: void 0,
		cycles: params?.cycles ?? "ref",
		reused: params?.reused ?? "inline",
		intersections: [],
		deferred: [],
		external: params?.external ?? void 0
	};
}
/**
* Applies the `unrepresentable` setting at a site that has no JSON Schema equivalent. Throws
* `message` unless the setting (or the handler's return value) says otherwise. Returns `true` if a
* custom JSON Schema was written into `json`, in which case the caller must not write its own.
*/
function handleUnrepresentable(schema, ctx, json, params, message) {
	const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({
		zodSchema: schema,
		path: params.path,
		message
	}) : ctx.unrepresentable;
	if (result === "any") return false;
	if (result === void 0 || result === "throw") throw new Error(message);
	Object.assign(json, result);
	return true;
}
function processSchema(schema, ctx, _params = {
	path: [],
	schemaPath: []
}) {
	var _a;
	const def = schema._zod.def;
	const seen = ctx.seen.get(schema);
	if (seen) {
		seen.count++;
		if (_params.schemaPath.includes(schema)) seen.cycle = _params.path;
		return seen.schema;
	}
	const result = {
		schema: {},
		count: 1,
		cycle: void 0,
		path: _params.path
	};
	ctx.seen.set(schema, result);
	ctx.sharedDefsExtractedFor = void 0;
	ctx.sharedEmitDoneFor = void 0;
	const overrideSchema = schema._zod.toJSONSchema?.();
	if (overrideSchema) result.schema = overrideSchema;
	else {
		const params = {
			..._params,
			schemaPath: [..._params.schemaPath, schema],
			path: _params.path
		};
		if (schema._zod.processJSONSchema) schema._zod.processJSONSchema(ctx, result.schema, params);
		else {
			const _json = result.schema;
			const processor = ctx.processors[def.type];
			if (!processor) throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
			processor(schema, ctx, _json, params);
		}
		const parent = schema._zod.parent;
		if (parent) {
			if (!result.ref) result.ref = parent;
			processSchema(parent, ctx, params);
			ctx.seen.get(parent).isParent = true;
		}
	}
	const meta = ctx.metadataRegistry.get(schema);
	if (meta) assignProps(result.schema, meta);
	if (ctx.io === "input" && isTransforming(schema)) {
		delete result.schema.examples;
		delete result.schema.default;
	}
	if (ctx.io === "input" && "_prefault" in result.schema) (_a = result.schema).default ?? (_a.default = result.schema._prefault);
	delete result.schema._prefault;
	return ctx.seen.get(schema).schema;
}
function encodeJSONPointerSegment(segment) {
	return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external) return;
	const idToSchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.entries()) {
		const id = ctx.metadataRegistry.get(entry[0])?.id;
		if (id) {
			const existing = idToSchema.get(id);
			if (existing && existing !== entry[0]) throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
			idToSchema.set(id, entry[0]);
		}
	}
	const makeURI = (entry) => {
		const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
		if (ctx.external) {
			const externalId = ctx.external.registry.get(entry[0])?.id;
			const uriGenerator = ctx.external.uri ?? ((id) => id);
			if (externalId) return { ref: uriGenerator(externalId) };
			const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
			entry[1].defId = id;
			return {
				defId: id,
				ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}`
			};
		}
		const uriPrefix = `#`;
		const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
		if (entry[1] === root && !entry[1].schema.id) return { ref: uriPrefix };
		const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
		return {
			defId,
			ref: defUriPrefix + encodeJSONPointerSegment(defId)
		};
	};
	const extractToDef = (entry) => {
		if (entry[1].schema.$ref) return;
		const seen = entry[1];
		const { ref, defId } = makeURI(entry);
		seen.def = { ...seen.schema };
		if (defId) seen.defId = defId;
		const schema = seen.schema;
		for (const key in schema) delete schema[key];
		schema.$ref = ref;
	};
	if (ctx.cycles === "throw") for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.cycle) throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
	}
	for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (schema === entry[0]) {
			extractToDef(entry);
			continue;
		}
		if (ctx.external) {
			const ext = ctx.external.registry.get(entry[0])?.id;
			if (schema !== entry[0] && ext) {
				extractToDef(entry);
				continue;
			}
		}
		if (ctx.metadataRegistry.get(entry[0])?.id) {
			extractToDef(entry);
			continue;
		}
		if (seen.cycle) {
			extractToDef(entry);
			continue;
		}
		if (seen.count > 1) {
			if (ctx.reused === "ref") extractToDef(entry);
		}
	}
	if (ctx.external) ctx.sharedDefsExtractedFor = ctx.external;
}
/** Rewrites `anyOf: [{type: "a"}, {type: "b"}]` to `type: ["a", "b"]`, which every JSON Schema draft treats as equivalent and most consumers render far better for the nullable case. Only branches that are a bare type assertion qualify — anything carrying a constraint, `$ref`, `const` or metadata is left alone. Runs after `flattenRef`, so a branch an override decorated or `$defs` extraction turned into a `$ref` is no longer bare and correctly stays in `anyOf`. `oneOf` is excluded: `integer` and `number` overlap, so "exactly one" and "at least one" are not the same there. OpenAPI 3.0 is excluded: its `type` must be a single string. */
function compactTypeUnion(schema) {
	const options = schema.anyOf;
	if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0) return;
	const types = [];
	for (const option of options) {
		if (!option || typeof option !== "object") return;
		compactTypeUnion(option);
		const keys = Object.keys(option);
		if (keys.length !== 1 || keys[0] !== "type") return;
		const type = option.type;
		for (const member of Array.isArray(type) ? type : [type]) {
			if (typeof member !== "string") return;
			if (!types.includes(member)) types.push(member);
		}
	}
	delete schema.anyOf;
	schema.type = types.length === 1 ? types[0] : types;
}
/** Keywords `foldIntersection` knows how to combine. Anything else — `$ref`, `patternProperties`,
* an annotation like `description` — makes a member unfoldable, so a constraint this does not
* understand leaves the `allOf` alone instead of being silently dropped or misattributed. */
const FOLDABLE_KEYS = /* @__PURE__ */ new Set([
	"type",
	"properties",
	"required",
	"additionalProperties"
]);
const UNION_KEYS = ["oneOf", "anyOf"];
/** A member's constraint on a key it does not declare itself. A `catchall` states one; `false`, an absent `additionalProperties`, and the empty schema a loose object emits state nothing. */
function undeclaredConstraint(member) {
	const extra = member.additionalProperties;
	if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null) return null;
	return Object.keys(extra).length ? extra : null;
}
/** Combines object members into the single object they describe together, or returns `null` if any of them carries a keyword outside {@link FOLDABLE_KEYS}. */
function foldObjects(members) {
	const objects = [];
	for (const member of members) {
		if (typeof member !== "object" || member.type !== "object") return null;
		for (const key in member) if (!FOLDABLE_KEYS.has(key)) return null;
		objects.push(member);
	}
	const properties = {};
	const required = /* @__PURE__ */ new Set();
	for (const object of objects) {
		for (const key in object.properties) {
			if (Object.prototype.hasOwnProperty.call(properties, key)) continue;
			const parts = [];
			for (const other of objects) {
				const part = other.properties?.[key] ?? undeclaredConstraint(other);
				if (part === null || part === void 0) continue;
				if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part))) parts.push(part);
			}
			assignProp(properties, key, parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts });
		}
		for (const key of object.required ?? []) required.add(key);
	}
	const folded = {
		type: "object",
		properties
	};
	if (required.size) folded.required = [...required];
	if (objects.every((object) => object.additionalProperties === false)) folded.additionalProperties = false;
	else {
		const constraints = [];
		for (const object of objects) {
			const constraint = undeclaredConstraint(object);
			if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint))) constraints.push(constraint);
		}
		if (constraints.length === 1) folded.additionalProperties = constraints[0];
		else if (constraints.length > 1) folded.additionalProperties = { allOf: constraints };
	}
	return folded;
}
/** `additionalProperties` in an `allOf` member sees only that member's own `properties`, so two
* closed object members reject each other's keys and the schema validates nothing. Zod's parser
* pools the key sets instead — `handleIntersectionResults` reports a key as unrecognized only when
* *every* side rejects it — so the emitted schema has to pool them too, and folding the members
* into one object is the encoding that says so on every target.
*
* This runs from `finalize`, after `extractDefs`, which is what keeps it clear of the `$ref`
* machinery: a member extracted into `$defs` is already a `$ref` by now and declines to fold, so it
* keeps its reference and its own closedness rather than being inlined as a stale copy. */
function foldIntersection(json) {
	const allOf = json.allOf;
	if (!Array.isArray(allOf) || allOf.length < 2) return;
	for (const key of FOLDABLE_KEYS) if (key in json) return;
	const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
	let folded = null;
	if (!unions.length) folded = foldObjects(allOf);
	else {
		const union = unions[0];
		const keyword = UNION_KEYS.find((k) => Array.isArray(union[k]));
		if (Object.keys(union).length !== 1) return;
		const rest = allOf.filter((m) => m !== union);
		const branches = union[keyword].map((branch) => foldObjects([...rest, branch]));
		if (branches.some((b) => !b)) return;
		folded = { [keyword]: branches };
	}
	if (!folded) return;
	delete json.allOf;
	assignProps(json, folded);
}
function finalize(ctx, schema) {
	const root = ctx.seen.get(schema);
	if (!root) throw new Error("Unprocessed schema. This is a bug in Zod.");
	const flattenRef = (zodSchema) => {
		const seen = ctx.seen.get(zodSchema);
		if (seen.ref === null) return;
		const schema = seen.def ?? seen.schema;
		const _cached = { ...schema };
		const ref = seen.ref;
		seen.ref = null;
		if (ref) {
			flattenRef(ref);
			const refSeen = ctx.seen.get(ref);
			const refSchema = refSeen.schema;
			if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
				schema.allOf = schema.allOf ?? [];
				schema.allOf.push(refSchema);
			} else assignProps(schema, refSchema);
			assignProps(schema, _cached);
			if (zodSchema._zod.parent === ref) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (!(key in _cached)) delete schema[key];
			}
			if (refSchema.$ref && refSeen.def) for (const key in schema) {
				if (key === "$ref" || key === "allOf") continue;
				if (key in refSeen.def && JSON.stringify(schema[key]) === JSON.stringify(refSeen.def[key])) delete schema[key];
			}
		}
		const parent = zodSchema._zod.parent;
		if (parent && parent !== ref) {
			flattenRef(parent);
			const parentSeen = ctx.seen.get(parent);
			if (parentSeen?.schema.$ref) {
				schema.$ref = parentSeen.schema.$ref;
				if (parentSeen.def) for (const key in schema) {
					if (key === "$ref" || key === "allOf") continue;
					if (key in parentSeen.def && JSON.stringify(schema[key]) === JSON.stringify(parentSeen.def[key])) delete schema[key];
				}
			}
		}
		ctx.override({
			zodSchema,
			jsonSchema: schema,
			path: seen.path ?? []
		});
	};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
		for (const entry of [...ctx.seen.entries()].reverse()) flattenRef(entry[0]);
		if (ctx.target !== "openapi-3.0") for (const entry of ctx.seen.entries()) compactTypeUnion(entry[1].def ?? entry[1].schema);
		for (const rewrite of ctx.deferred) rewrite();
		if (ctx.intersections.length) {
			const carriers = /* @__PURE__ */ new Map();
			for (const seen of ctx.seen.values()) for (const json of [seen.schema, seen.def]) {
				const allOf = json?.allOf;
				if (!Array.isArray(allOf)) continue;
				const existing = carriers.get(allOf);
				if (existing) existing.push(json);
				else carriers.set(allOf, [json]);
			}
			for (const allOf of ctx.intersections) for (const json of carriers.get(allOf) ?? []) foldIntersection(json);
		}
	}
	const result = {};
	if (ctx.target === "draft-2020-12") result.$schema = "https://json-schema.org/draft/2020-12/schema";
	else if (ctx.target === "draft-07") result.$schema = "http://json-schema.org/draft-07/schema#";
	else if (ctx.target === "draft-04") result.$schema = "http://json-schema.org/draft-04/schema#";
	else if (ctx.target === "openapi-3.0") {}
	if (ctx.external?.uri) {
		const id = ctx.external.registry.get(schema)?.id;
		if (!id) throw new Error("Schema is missing an `id` property");
		result.$id = ctx.external.uri(id);
	}
	assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
	const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
	if (rootMetaId !== void 0 && result.id === rootMetaId) delete result.id;
	const defs = ctx.external?.defs ?? {};
	if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) for (const entry of ctx.seen.entries()) {
		const seen = entry[1];
		if (seen.def && seen.defId) {
			if (seen.def.id === seen.defId) delete seen.def.id;
			assignProp(defs, seen.defId, seen.def);
		}
	}
	if (ctx.external) ctx.sharedEmitDoneFor = ctx.external;
	if (ctx.external) {} else if (Object.keys(defs).length > 0) {
		if (ctx.target === "draft-2020-12") result.$defs = defs;
		else result.definitions = defs;
	}
	try {
		const finalized = JSON.parse(JSON.stringify(result));
		Object.defineProperty(finalized, "~standard", {
			value: {
				...schema["~standard"],
				jsonSchema: {
					input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
					output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
				}
			},
			enumerable: false,
			writable: false
		});
		return finalized;
	} catch (_err) {
		throw new Error("Error converting schema to JSON.");
	}
}
function isTransforming(_schema, _ctx) {
	const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
	if (ctx.seen.has(_schema)) return false;
	ctx.seen.add(_schema);
	const def = _schema._zod.def;
	if (def.type === "transform") return true;
	if (def.type === "array") return isTransforming(def.element, ctx);
	if (def.type === "set") return isTransforming(def.valueType, ctx);
	if (def.type === "lazy") return isTransforming(def.getter(), ctx);
	if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") return isTransforming(def.innerType, ctx);
	if (def.type === "intersection") return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
	if (def.type === "record" || def.type === "map") return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
	if (def.type === "pipe") {
		if (_schema._zod.traits.has("$ZodCodec")) return true;
		return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
	}
	if (def.type === "object") {
		for (const key in def.shape) if (isTransforming(def.shape[key], ctx)) return true;
		return false;
	}
	if (def.type === "union") {
		for (const option of def.options) if (isTransforming(option, ctx)) return true;
		return false;
	}
	if (def.type === "tuple") {
		for (const item of def.items) if (isTransforming(item, ctx)) return true;
		if (def.rest && isTransforming(def.rest, ctx)) return true;
		return false;
	}
	return false;
}
/**
* Creates a toJSONSchema method for a schema instance.
* This encapsulates the logic of initializing context, processing, extracting defs, and finalizing.
*/
const createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
	const ctx = initializeContext({
		...params,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};
const createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
	const { libraryOptions, target } = params ?? {};
	const ctx = initializeContext({
		...libraryOptions ?? {},
		target,
		io,
		processors
	});
	processSchema(schema, ctx);
	extractDefs(ctx, schema);
	return finalize(ctx, schema);
};
// node_modules/zod/v4/core/json-schema-processors.js
const narrowMin = (agg, key, value) => {
	if (agg[key] === void 0 || value > agg[key]) agg[key] = value;
};
const narrowMax = (agg, key, value) => {
	if (agg[key] === void 0 || value < agg[key]) agg[key] = value;
};
const narrowBoth = (agg, value) => {
	narrowMin(agg, "minimum", value);
	narrowMax(agg, "maximum", value);
};
const addDivisor = (agg, value) => {
	agg.multipleOf ?? (agg.multipleOf = []);
	if (!agg.multipleOf.includes(value)) agg.multipleOf.push(value);
};
const addPattern = (agg, pattern) => {
	agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
	agg.patterns.add(pattern);
};
const intersectMime = (agg, mime) => {
	agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
const setFormat = (agg, format) => {
	agg.format = format;
	if (format.includes("int")) agg.isInt = true;
};
const minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
const maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
const formatContributor = (ranges) => (agg, def) => {
	setFormat(agg, def.format);
	const [minimum, maximum] = ranges[def.format];
	narrowMin(agg, "minimum", minimum);
	narrowMax(agg, "maximum", maximum);
};
const contributors = {
	greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
	less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
	multiple_of: (agg, def) => addDivisor(agg, def.value),
	number_format: formatContributor(NUMBER_FORMAT_RANGES),
	bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
	min_length: minContributor,
	max_length: maxContributor,
	length_equals: (agg, def) => narrowBoth(agg, def.length),
	min_size: minContributor,
	max_size: maxContributor,
	size_equals: (agg, def) => narrowBoth(agg, def.size),
	string_format: (agg, def) => {
		setFormat(agg, def.format);
		if (def.pattern) addPattern(agg, def.pattern);
		if (def.format === "base64" || def.format === "base64url") agg.contentEncoding = def.format;
		if (def.local || def.precision === -1) agg.laxFormat = true;
	},
	mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
	const agg = {};
	const def = schema._zod.def;
	const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
	for (const ch of list) contributors[ch._zod.def.check]?.(agg, ch._zod.def);
	const bag = schema._zod.bag;
	if (bag.minimum !== void 0) narrowMin(agg, "minimum", bag.minimum);
	if (bag.exclusiveMinimum !== void 0) narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
	if (bag.maximum !== void 0) narrowMax(agg, "maximum", bag.maximum);
	if (bag.exclusiveMaximum !== void 0) narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
	if (bag.multipleOf !== void 0) addDivisor(agg, bag.multipleOf);
	if (bag.format !== void 0) {
		agg.format ?? (agg.format = bag.format);
		if (bag.format.includes("int")) agg.isInt = true;
	}
	if (bag.mime) intersectMime(agg, bag.mime);
	for (const pattern of bag.patterns ?? []) addPattern(agg, pattern);
	return agg;
}
const formatMap = {
	guid: "uuid",
	url: "uri",
	datetime: "date-time",
	json_string: "json-string",
	regex: ""
};
const exactPatterns = /* @__PURE__ */ new Map([[base64Charset, base64], [base64urlCharset, base64url]]);
const exactPattern = (p) => exactPatterns.get(p) ?? p;
const stringProcessor = (schema, ctx, _json, _params) => {
	const json = _json;
	json.type = "string";
	const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minLength = minimum;
	if (typeof maximum === "number") json.maxLength = maximum;
	if (format) {
		json.format = formatMap[format] ?? format;
		if (json.format === "") delete json.format;
		if (format === "time" || laxFormat) delete json.format;
	}
	if (contentEncoding) json.contentEncoding = contentEncoding;
	if (patterns && patterns.size > 0) {
		const patternList = [...patterns].map(exactPattern);
		if (patternList.length === 1) json.pattern = patternList[0].source;
		else if (patternList.length > 1) json.allOf = [...patternList.map((regex) => ({
			...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
			pattern: regex.source
		}))];
	}
};
const numberProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
	json.type = isInt ? "integer" : "number";
	const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
	const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
	const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
	if (exMin) {
		if (legacy) {
			json.minimum = exclusiveMinimum;
			json.exclusiveMinimum = true;
		} else json.exclusiveMinimum = exclusiveMinimum;
	} else if (typeof minimum === "number") json.minimum = minimum;
	if (exMax) {
		if (legacy) {
			json.maximum = exclusiveMaximum;
			json.exclusiveMaximum = true;
		} else json.exclusiveMaximum = exclusiveMaximum;
	} else if (typeof maximum === "number") json.maximum = maximum;
	if (multipleOf) {
		const divisors = /* @__PURE__ */ new Set();
		for (const divisor of multipleOf) if (Number.isFinite(divisor) && divisor !== 0) divisors.add(Math.abs(divisor));
		else handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
		const [first, ...rest] = divisors;
		if (first !== void 0) json.multipleOf = first;
		if (rest.length) json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
	}
};
const booleanProcessor = (_schema, _ctx, json, _params) => {
	json.type = "boolean";
};
const neverProcessor = (_schema, _ctx, json, _params) => {
	json.not = {};
};
const enumProcessor = (schema, _ctx, json, _params) => {
	const def = schema._zod.def;
	const values = getEnumValues(def.entries);
	if (values.length === 0) {
		json.not = {};
		return;
	}
	if (values.every((v) => typeof v === "number")) json.type = "number";
	if (values.every((v) => typeof v === "string")) json.type = "string";
	json.enum = values;
};
const literalProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	if (def.values.length === 0) {
		json.not = {};
		return;
	}
	const vals = [];
	for (const val of def.values) if (val === void 0) {
		if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema")) return;
	} else if (typeof val === "bigint") {
		if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema")) return;
		vals.push(Number(val));
	} else vals.push(val);
	if (vals.length === 0) {} else if (vals.length === 1) {
		const val = vals[0];
		json.type = val === null ? "null" : typeof val;
		if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") json.enum = [val];
		else json.const = val;
	} else {
		if (vals.every((v) => typeof v === "number")) json.type = "number";
		if (vals.every((v) => typeof v === "string")) json.type = "string";
		if (vals.every((v) => typeof v === "boolean")) json.type = "boolean";
		if (vals.every((v) => v === null)) json.type = "null";
		json.enum = vals;
	}
};
const customProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
const transformProcessor = (schema, ctx, json, params) => {
	handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
const arrayProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
	json.type = "array";
	json.items = processSchema(def.element, ctx, {
		...params,
		path: [...params.path, "items"]
	});
};
function inputOptin(schema) {
	const def = schema._zod.def;
	if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) return inputOptin(def.out);
	if (def.type === "catch") return inputOptin(def.innerType);
	return schema._zod.optin;
}
const objectProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	const shape = def.shape;
	if (Object.getOwnPropertySymbols(shape).length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) return;
	json.type = "object";
	json.properties = {};
	for (const key in shape) assignProp(json.properties, key, processSchema(shape[key], ctx, {
		...params,
		path: [
			...params.path,
			"properties",
			key
		]
	}));
	const requiredKeys = [];
	for (const key of Object.keys(shape)) {
		const field = def.shape[key];
		if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) requiredKeys.push(key);
	}
	if (requiredKeys.length > 0) json.required = requiredKeys;
	if (def.catchall?._zod.def.type === "never") json.additionalProperties = false;
	else if (!def.catchall) {
		if (ctx.io === "output") json.additionalProperties = false;
	} else if (def.catchall) json.additionalProperties = processSchema(def.catchall, ctx, {
		...params,
		path: [...params.path, "additionalProperties"]
	});
};
const unionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const isExclusive = def.inclusive === false;
	const options = def.options.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			isExclusive ? "oneOf" : "anyOf",
			i
		]
	}));
	if (isExclusive) json.oneOf = options;
	else json.anyOf = options;
};
const intersectionProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const a = processSchema(def.left, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			0
		]
	});
	const b = processSchema(def.right, ctx, {
		...params,
		path: [
			...params.path,
			"allOf",
			1
		]
	});
	const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
	const allOf = [...isSimpleIntersection(a) ? a.allOf : [a], ...isSimpleIntersection(b) ? b.allOf : [b]];
	json.allOf = allOf;
	ctx.intersections.push(allOf);
};
const tupleProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	json.type = "array";
	const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
	const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
	const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
		...params,
		path: [
			...params.path,
			prefixPath,
			i
		]
	}));
	const rest = def.rest ? processSchema(def.rest, ctx, {
		...params,
		path: [
			...params.path,
			restPath,
			...ctx.target === "openapi-3.0" ? [def.items.length] : []
		]
	}) : null;
	let minItems = def.items.length;
	while (minItems > 0) {
		const item = def.items[minItems - 1];
		if (!(ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional")) break;
		minItems--;
	}
	const maxItems = def.items.length;
	const isClosed = !def.rest;
	if (ctx.target === "draft-2020-12") {
		json.prefixItems = prefixItems;
		if (isClosed) json.items = false;
		else if (rest) json.items = rest;
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	} else if (ctx.target === "openapi-3.0") {
		json.items = { anyOf: prefixItems };
		if (rest) json.items.anyOf.push(rest);
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	} else {
		json.items = prefixItems;
		if (isClosed) json.additionalItems = false;
		else if (rest) json.additionalItems = rest;
		if (minItems > 0) json.minItems = minItems;
		if (isClosed) json.maxItems = maxItems;
	}
	const { minimum, maximum } = aggregateChecks(schema);
	if (typeof minimum === "number") json.minItems = minimum;
	if (typeof maximum === "number") json.maxItems = maximum;
};
/** JSON object keys are always strings, so a numeric record key schema is re-expressed over the
* numeric-string form the record parser matches. Deferred to `finalize`, after the flatten: a key
* behind a wrapper only carries its own `type` before then, and a union key only has its branches.
*
* A numeric bound cannot apply to a property name, so `minimum` and its siblings are dropped rather
* than carried over: keeping them beside `type: "string"` reproduces the match-nothing schema this
* exists to fix. A key that carries one therefore emits wider than the record parses — `z.record(z.number().min(5), V)`
* accepts `"3"` — which is the deliberate trade, since throwing on it would reject an ordinary schema
* outright. */
function stringifyKeyNames(bySchema, json, visited) {
	if (json.$ref) {
		if (visited.has(json)) return json;
		visited.add(json);
		const def = bySchema.get(json)?.def;
		if (!def) return json;
		const inlined = stringifyKeyNames(bySchema, def, visited);
		return inlined === def ? json : inlined;
	}
	for (const keyword of ["anyOf", "oneOf"]) {
		const branches = json[keyword];
		if (!Array.isArray(branches)) continue;
		const mapped = branches.map((branch) => stringifyKeyNames(bySchema, branch, visited));
		if (mapped.some((branch, i) => branch !== branches[i])) json = {
			...json,
			[keyword]: mapped
		};
	}
	const types = Array.isArray(json.type) ? json.type : [json.type];
	const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
	const values = json.enum ?? (json.const !== void 0 ? [json.const] : void 0);
	if (!numericType && !values?.some((v) => typeof v === "number")) return json;
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json;
	if (rest.enum) rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
	else if (typeof rest.const === "number") rest.const = String(rest.const);
	if (!numericType) return rest;
	rest.type = "string";
	if (!values) rest.pattern = (types.includes("number") ? number$1 : integer).source;
	return rest;
}
/** Every record of one conversion, so the carriers are found in a single pass rather than once per record. */
const pendingRecords = /* @__PURE__ */ new WeakMap();
function rewriteKeyNames(ctx) {
	const bySchema = /* @__PURE__ */ new Map();
	for (const entry of ctx.seen.values()) if (entry.def && !bySchema.has(entry.schema)) bySchema.set(entry.schema, entry);
	const rewrites = /* @__PURE__ */ new Map();
	for (const record of pendingRecords.get(ctx) ?? []) {
		const seen = ctx.seen.get(record);
		const names = (seen?.def ?? seen?.schema)?.propertyNames;
		if (!names || names === true || rewrites.has(names)) continue;
		const rewritten = stringifyKeyNames(bySchema, names, /* @__PURE__ */ new Set());
		if (rewritten !== names) rewrites.set(names, rewritten);
	}
	if (!rewrites.size) return;
	for (const entry of ctx.seen.values()) for (const carrier of [entry.schema, entry.def]) {
		const rewritten = carrier && rewrites.get(carrier.propertyNames);
		if (rewritten) carrier.propertyNames = rewritten;
	}
}
const recordProcessor = (schema, ctx, _json, params) => {
	const json = _json;
	const def = schema._zod.def;
	json.type = "object";
	const keyType = def.keyType;
	const patterns = aggregateChecks(keyType).patterns;
	if (def.mode === "loose" && patterns && patterns.size > 0) {
		const valueSchema = processSchema(def.valueType, ctx, {
			...params,
			path: [
				...params.path,
				"patternProperties",
				"*"
			]
		});
		json.patternProperties = {};
		for (const pattern of patterns) assignProp(json.patternProperties, exactPattern(pattern).source, valueSchema);
	} else {
		if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
			json.propertyNames = processSchema(def.keyType, ctx, {
				...params,
				path: [...params.path, "propertyNames"]
			});
			let pending = pendingRecords.get(ctx);
			if (!pending) {
				pending = [];
				pendingRecords.set(ctx, pending);
				ctx.deferred.push(() => rewriteKeyNames(ctx));
			}
			pending.push(schema);
		}
		json.additionalProperties = processSchema(def.valueType, ctx, {
			...params,
			path: [...params.path, "additionalProperties"]
		});
	}
	const keyValues = keyType._zod.values;
	const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
	if (keyValues && !def.partial && !omittableOnInput) {
		const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
		if (validKeyValues.length > 0) json.required = validKeyValues.map(String);
	}
};
const nullableProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	const inner = processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	if (ctx.target === "openapi-3.0") {
		seen.ref = def.innerType;
		json.nullable = true;
	} else json.anyOf = [inner, { type: "null" }];
};
const nonoptionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
/** Round-trips a default value through JSON so the emitted schema is guaranteed to be valid JSON.
* A BigInt has no reliable encoding, so it goes through `unrepresentable` like any other
* unrepresentable value. Returns a sentinel when the caller must not write a default of its own. */
const UNREPRESENTABLE_DEFAULT = Symbol();
function serializeDefaultValue(value, schema, ctx, json, params) {
	let unrepresentable = false;
	const serialized = JSON.stringify(value, (_, val) => {
		if (typeof val !== "bigint") return val;
		unrepresentable = true;
		return null;
	});
	if (!unrepresentable) return JSON.parse(serialized);
	handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
	return UNREPRESENTABLE_DEFAULT;
}
const defaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json.default = value;
};
const prefaultProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	if (ctx.io !== "input") return;
	const value = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
	if (value !== UNREPRESENTABLE_DEFAULT) json._prefault = value;
};
const catchProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	let catchValue;
	try {
		catchValue = def.catchValue(void 0);
	} catch {
		handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
		return;
	}
	json.default = catchValue;
};
const pipeProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	const inIsTransform = def.in._zod.traits.has("$ZodTransform");
	const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
	processSchema(innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = innerType;
};
const readonlyProcessor = (schema, ctx, json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
	json.readOnly = true;
};
const optionalProcessor = (schema, ctx, _json, params) => {
	const def = schema._zod.def;
	processSchema(def.innerType, ctx, params);
	const seen = ctx.seen.get(schema);
	seen.ref = def.innerType;
};
// node_modules/zod/v4/classic/errors.js
const _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
	Object.defineProperty(proto, key, {
		configurable: true,
		enumerable: false,
		get() {
			const value = make(this);
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
			return value;
		},
		set(value) {
			Object.defineProperty(this, key, {
				value,
				configurable: true,
				writable: true
			});
		}
	});
}
const initializer = (inst, issues) => {
	$ZodError.init(inst, issues);
	inst.name = "ZodError";
	const proto = Object.getPrototypeOf(inst);
	if (_installedErrorProtos.has(proto)) return;
	_installedErrorProtos.add(proto);
	_lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
	_lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
	_lazyMethod(proto, "addIssue", (self) => (issue) => {
		self.issues.push(issue);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	_lazyMethod(proto, "addIssues", (self) => (issues) => {
		self.issues.push(...issues);
		self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
	});
	Object.defineProperty(proto, "isEmpty", {
		configurable: true,
		enumerable: false,
		get() {
			return this.issues.length === 0;
		}
	});
};
const ZodRealError = /*@__PURE__*/ $constructor("ZodError", initializer, void 0, { Parent: Error });
// node_modules/zod/v4/classic/parse.js
const parse = /* @__PURE__ */ _parse(ZodRealError);
const parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
const safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
const safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
const encode = /* @__PURE__ */ _encode(ZodRealError);
const decode = /* @__PURE__ */ _decode(ZodRealError);
const encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
const decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
const safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
const safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
const safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
const safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);
// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
	if (!globalConfig.localeError) config(en_default());
}
function _ensureDefaultMemoizer() {
	if (!globalConfig.memoizer) config({ memoizer: memoizer() });
}
const ZodType = /*@__PURE__*/ $constructor("ZodType", (inst, def) => {
	_ensureDefaultLocale();
	$ZodType.init(inst, def);
	inst.def = def;
	inst.type = def.type;
	return inst;
}, {
	check(...chks) {
		const def = this.def;
		return this.clone(mergeDefs(def, { checks: [...def.checks ?? [], ...chks.map((ch) => typeof ch === "function" ? { _zod: {
			check: ch,
			def: { check: "custom" },
			onattach: []
		} } : ch)] }), { parent: true });
	},
	with(...chks) {
		return this.check(...chks);
	},
	clone(def, params) {
		return clone(this, def, params);
	},
	brand() {
		return this;
	},
	register(reg, meta) {
		reg.add(this, meta);
		return this;
	},
	refine(check, params) {
		return this.check(refine(check, params));
	},
	superRefine(refinement, params) {
		return this.check(superRefine(refinement, params));
	},
	overwrite(fn) {
		return this.check(/* @__PURE__ */ _overwrite(fn));
	},
	optional() {
		return optional(this);
	},
	exactOptional() {
		return exactOptional(this);
	},
	nullable() {
		return nullable(this);
	},
	nullish() {
		return optional(nullable(this));
	},
	nonoptional(params) {
		return nonoptional(this, params);
	},
	array() {
		return array(this);
	},
	or(arg) {
		return union([this, arg]);
	},
	and(arg) {
		return intersection(this, arg);
	},
	transform(tx) {
		return pipe(this, transform(tx));
	},
	default(d) {
		return _default(this, d);
	},
	prefault(d) {
		return prefault(this, d);
	},
	catch(params) {
		return _catch(this, params);
	},
	pipe(target) {
		return pipe(this, target);
	},
	readonly() {
		return readonly(this);
	},
	describe(description) {
		const cl = this.clone();
		globalRegistry.add(cl, { description });
		return cl;
	},
	meta(...args) {
		if (args.length === 0) return globalRegistry.get(this);
		const cl = this.clone();
		globalRegistry.add(cl, args[0]);
		return cl;
	},
	isOptional() {
		return this.safeParse(void 0).success;
	},
	isNullable() {
		return this.safeParse(null).success;
	},
	apply(fn, ...args) {
		return args.length === 0 ? fn(this) : fn(this, ...args);
	},
	get "~standard"() {
		return hide(this, "~standard", {
			...standardProps(this),
			jsonSchema: {
				input: createStandardJSONSchemaMethod(this, "input"),
				output: createStandardJSONSchemaMethod(this, "output")
			}
		});
	},
	set "~standard"(value) {
		own(this, "~standard", value);
	},
	parse: function _parse(data, params) {
		return parse(this, data, params, { callee: _parse });
	},
	parseAsync: async function _parseAsync(data, params) {
		return await parseAsync(this, data, params, { callee: _parseAsync });
	},
	safeParse(data, params) {
		return safeParse(this, data, params);
	},
	async safeParseAsync(data, params) {
		return safeParseAsync(this, data, params);
	},
	get spa() {
		return this?.safeParseAsync;
	},
	set spa(value) {
		own(this, "spa", value);
	},
	validate(data, params) {
		return validate(this, data, params);
	},
	validateAsync(data, params) {
		return validateAsync$1(this, data, params);
	},
	encode: function _encode(data, params) {
		return encode(this, data, params, { callee: _encode });
	},
	decode: function _decode(data, params) {
		return decode(this, data, params, { callee: _decode });
	},
	encodeAsync: async function _encodeAsync(data, params) {
		return await encodeAsync(this, data, params, { callee: _encodeAsync });
	},
	decodeAsync: async function _decodeAsync(data, params) {
		return await decodeAsync(this, data, params, { callee: _decodeAsync });
	},
	safeEncode(data, params) {
		return safeEncode(this, data, params);
	},
	safeDecode(data, params) {
		return safeDecode(this, data, params);
	},
	async safeEncodeAsync(data, params) {
		return safeEncodeAsync(this, data, params);
	},
	async safeDecodeAsync(data, params) {
		return safeDecodeAsync(this, data, params);
	},
	toJSONSchema(params) {
		return createToJSONSchemaMethod(this, {})(params);
	},
	get description() {
		return globalRegistry.get(this)?.description;
	},
	get _def() {
		return this._zod.def;
	}
});
/** @internal */
const _ZodString = /*@__PURE__*/ $constructor("_ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
}, /*@__PURE__*/ derived({
	format: (inst) => aggregateChecks(inst).format ?? null,
	minLength: (inst) => aggregateChecks(inst).minimum ?? null,
	maxLength: (inst) => aggregateChecks(inst).maximum ?? null
}, {
	regex(...args) {
		return this.check(/* @__PURE__ */ _regex(...args));
	},
	includes(...args) {
		return this.check(/* @__PURE__ */ _includes(...args));
	},
	startsWith(...args) {
		return this.check(/* @__PURE__ */ _startsWith(...args));
	},
	endsWith(...args) {
		return this.check(/* @__PURE__ */ _endsWith(...args));
	},
	min(...args) {
		return this.check(/* @__PURE__ */ _minLength(...args));
	},
	max(...args) {
		return this.check(/* @__PURE__ */ _maxLength(...args));
	},
	length(...args) {
		return this.check(/* @__PURE__ */ _length(...args));
	},
	nonempty(...args) {
		return this.check(/* @__PURE__ */ _minLength(1, ...args));
	},
	lowercase(params) {
		return this.check(/* @__PURE__ */ _lowercase(params));
	},
	uppercase(params) {
		return this.check(/* @__PURE__ */ _uppercase(params));
	},
	trim() {
		return this.check(/* @__PURE__ */ _trim());
	},
	normalize(...args) {
		return this.check(/* @__PURE__ */ _normalize(...args));
	},
	toLowerCase() {
		return this.check(/* @__PURE__ */ _toLowerCase());
	},
	toUpperCase() {
		return this.check(/* @__PURE__ */ _toUpperCase());
	},
	slugify() {
		return this.check(/* @__PURE__ */ _slugify());
	}
}));
const ZodString = /*@__PURE__*/ $constructor("ZodString", (inst, def) => {
	$ZodString.init(inst, def);
	_ZodString.init(inst, def);
}, {
	email(params) {
		return this.check(/* @__PURE__ */ _email(ZodEmail, params));
	},
	url(params) {
		return this.check(/* @__PURE__ */ _url(ZodURL, params));
	},
	jwt(params) {
		return this.check(/* @__PURE__ */ _jwt(ZodJWT, params));
	},
	emoji(params) {
		return this.check(/* @__PURE__ */ _emoji(ZodEmoji, params));
	},
	guid(params) {
		return this.check(/* @__PURE__ */ _guid(ZodGUID, params));
	},
	uuid(params) {
		return this.check(/* @__PURE__ */ _uuid(ZodUUID, params));
	},
	uuidv4(params) {
		return this.check(/* @__PURE__ */ _uuidv4(ZodUUID, params));
	},
	uuidv6(params) {
		return this.check(/* @__PURE__ */ _uuidv6(ZodUUID, params));
	},
	uuidv7(params) {
		return this.check(/* @__PURE__ */ _uuidv7(ZodUUID, params));
	},
	nanoid(params) {
		return this.check(/* @__PURE__ */ _nanoid(ZodNanoID, params));
	},
	cuid(params) {
		return this.check(/* @__PURE__ */ _cuid(ZodCUID, params));
	},
	cuid2(params) {
		return this.check(/* @__PURE__ */ _cuid2(ZodCUID2, params));
	},
	ulid(params) {
		return this.check(/* @__PURE__ */ _ulid(ZodULID, params));
	},
	base64(params) {
		return this.check(/* @__PURE__ */ _base64(ZodBase64, params));
	},
	base64url(params) {
		return this.check(/* @__PURE__ */ _base64url(ZodBase64URL, params));
	},
	xid(params) {
		return this.check(/* @__PURE__ */ _xid(ZodXID, params));
	},
	ksuid(params) {
		return this.check(/* @__PURE__ */ _ksuid(ZodKSUID, params));
	},
	ipv4(params) {
		return this.check(/* @__PURE__ */ _ipv4(ZodIPv4, params));
	},
	ipv6(params) {
		return this.check(/* @__PURE__ */ _ipv6(ZodIPv6, params));
	},
	cidrv4(params) {
		return this.check(/* @__PURE__ */ _cidrv4(ZodCIDRv4, params));
	},
	cidrv6(params) {
		return this.check(/* @__PURE__ */ _cidrv6(ZodCIDRv6, params));
	},
	e164(params) {
		return this.check(/* @__PURE__ */ _e164(ZodE164, params));
	},
	datetime(params) {
		return this.check(/* @__PURE__ */ _isoDateTime(ZodISODateTime, params));
	},
	date(params) {
		return this.check(/* @__PURE__ */ _isoDate(ZodISODate, params));
	},
	time(params) {
		return this.check(/* @__PURE__ */ _isoTime(ZodISOTime, params));
	},
	duration(params) {
		return this.check(/* @__PURE__ */ _isoDuration(ZodISODuration, params));
	}
});
function string(params) {
	return /* @__PURE__ */ _string(ZodString, params);
}
const ZodStringFormat = /*@__PURE__*/ $constructor("ZodStringFormat", (inst, def) => {
	$ZodStringFormat.init(inst, def);
	_ZodString.init(inst, def);
});
const ZodISODateTime = /*@__PURE__*/ $constructor("ZodISODateTime", (inst, def) => {
	$ZodISODateTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODate = /*@__PURE__*/ $constructor("ZodISODate", (inst, def) => {
	$ZodISODate.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISOTime = /*@__PURE__*/ $constructor("ZodISOTime", (inst, def) => {
	$ZodISOTime.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodISODuration = /*@__PURE__*/ $constructor("ZodISODuration", (inst, def) => {
	$ZodISODuration.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodEmail = /*@__PURE__*/ $constructor("ZodEmail", (inst, def) => {
	$ZodEmail.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodGUID = /*@__PURE__*/ $constructor("ZodGUID", (inst, def) => {
	$ZodGUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodUUID = /*@__PURE__*/ $constructor("ZodUUID", (inst, def) => {
	$ZodUUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodURL = /*@__PURE__*/ $constructor("ZodURL", (inst, def) => {
	$ZodURL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodEmoji = /*@__PURE__*/ $constructor("ZodEmoji", (inst, def) => {
	$ZodEmoji.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNanoID = /*@__PURE__*/ $constructor("ZodNanoID", (inst, def) => {
	$ZodNanoID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
/**
* @deprecated CUID v1 is deprecated by its authors due to information leakage
* (timestamps embedded in the id). Use {@link ZodCUID2} instead.
* See https://github.com/paralleldrive/cuid.
*/
const ZodCUID = /*@__PURE__*/ $constructor("ZodCUID", (inst, def) => {
	$ZodCUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCUID2 = /*@__PURE__*/ $constructor("ZodCUID2", (inst, def) => {
	$ZodCUID2.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodULID = /*@__PURE__*/ $constructor("ZodULID", (inst, def) => {
	$ZodULID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodXID = /*@__PURE__*/ $constructor("ZodXID", (inst, def) => {
	$ZodXID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodKSUID = /*@__PURE__*/ $constructor("ZodKSUID", (inst, def) => {
	$ZodKSUID.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv4 = /*@__PURE__*/ $constructor("ZodIPv4", (inst, def) => {
	$ZodIPv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodIPv6 = /*@__PURE__*/ $constructor("ZodIPv6", (inst, def) => {
	$ZodIPv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv4 = /*@__PURE__*/ $constructor("ZodCIDRv4", (inst, def) => {
	$ZodCIDRv4.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodCIDRv6 = /*@__PURE__*/ $constructor("ZodCIDRv6", (inst, def) => {
	$ZodCIDRv6.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64 = /*@__PURE__*/ $constructor("ZodBase64", (inst, def) => {
	$ZodBase64.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodBase64URL = /*@__PURE__*/ $constructor("ZodBase64URL", (inst, def) => {
	$ZodBase64URL.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodE164 = /*@__PURE__*/ $constructor("ZodE164", (inst, def) => {
	$ZodE164.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodJWT = /*@__PURE__*/ $constructor("ZodJWT", (inst, def) => {
	$ZodJWT.init(inst, def);
	ZodStringFormat.init(inst, def);
});
const ZodNumber = /*@__PURE__*/ $constructor("ZodNumber", (inst, def) => {
	$ZodNumber.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
	inst.isFinite = true;
}, /*@__PURE__*/ derived({
	minValue: (inst) => {
		const { minimum, exclusiveMinimum } = aggregateChecks(inst);
		return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
	},
	maxValue: (inst) => {
		const { maximum, exclusiveMaximum } = aggregateChecks(inst);
		return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
	},
	isInt: (inst) => {
		const { isInt, multipleOf } = aggregateChecks(inst);
		return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
	},
	format: (inst) => aggregateChecks(inst).format ?? null
}, {
	gt(value, params) {
		return this.check(/* @__PURE__ */ _gt(value, params));
	},
	gte(value, params) {
		return this.check(/* @__PURE__ */ _gte(value, params));
	},
	min(value, params) {
		return this.check(/* @__PURE__ */ _gte(value, params));
	},
	lt(value, params) {
		return this.check(/* @__PURE__ */ _lt(value, params));
	},
	lte(value, params) {
		return this.check(/* @__PURE__ */ _lte(value, params));
	},
	max(value, params) {
		return this.check(/* @__PURE__ */ _lte(value, params));
	},
	int(params) {
		return this.check(int(params));
	},
	safe(params) {
		return this.check(int(params));
	},
	positive(params) {
		return this.check(/* @__PURE__ */ _gt(0, params));
	},
	nonnegative(params) {
		return this.check(/* @__PURE__ */ _gte(0, params));
	},
	negative(params) {
		return this.check(/* @__PURE__ */ _lt(0, params));
	},
	nonpositive(params) {
		return this.check(/* @__PURE__ */ _lte(0, params));
	},
	multipleOf(value, params) {
		return this.check(/* @__PURE__ */ _multipleOf(value, params));
	},
	step(value, params) {
		return this.check(/* @__PURE__ */ _multipleOf(value, params));
	},
	finite() {
		return this;
	}
}));
function number(params) {
	return /* @__PURE__ */ _number(ZodNumber, params);
}
const ZodNumberFormat = /*@__PURE__*/ $constructor("ZodNumberFormat", (inst, def) => {
	$ZodNumberFormat.init(inst, def);
	ZodNumber.init(inst, def);
});
function int(params) {
	return /* @__PURE__ */ _int(ZodNumberFormat, params);
}
const ZodBoolean = /*@__PURE__*/ $constructor("ZodBoolean", (inst, def) => {
	$ZodBoolean.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean(params) {
	return /* @__PURE__ */ _boolean(ZodBoolean, params);
}
const ZodUnknown = /*@__PURE__*/ $constructor("ZodUnknown", (inst, def) => {
	$ZodUnknown.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => void 0;
});
function unknown() {
	return /* @__PURE__ */ _unknown(ZodUnknown);
}
const ZodNever = /*@__PURE__*/ $constructor("ZodNever", (inst, def) => {
	$ZodNever.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
	return /* @__PURE__ */ _never(ZodNever, params);
}
const ZodArray = /*@__PURE__*/ $constructor("ZodArray", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodArray.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
	inst.element = def.element;
}, {
	min(n, params) {
		return this.check(/* @__PURE__ */ _minLength(n, params));
	},
	nonempty(params) {
		return this.check(/* @__PURE__ */ _minLength(1, params));
	},
	max(n, params) {
		return this.check(/* @__PURE__ */ _maxLength(n, params));
	},
	length(n, params) {
		return this.check(/* @__PURE__ */ _length(n, params));
	},
	unwrap() {
		return this.element;
	}
});
function array(element, params) {
	return /* @__PURE__ */ _array(ZodArray, element, params);
}
const ZodObject = /*@__PURE__*/ $constructor("ZodObject", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodObjectJIT.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
	installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
	keyof() {
		return _enum(Object.keys(this._zod.def.shape));
	},
	catchall(catchall) {
		return this.clone(mergeDefs(this._zod.def, { catchall }));
	},
	passthrough() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	loose() {
		return this.clone(mergeDefs(this._zod.def, { catchall: unknown() }));
	},
	strict() {
		return this.clone(mergeDefs(this._zod.def, { catchall: never() }));
	},
	strip() {
		return this.clone(mergeDefs(this._zod.def, { catchall: void 0 }));
	},
	extend(incoming) {
		return extend(this, incoming);
	},
	safeExtend(incoming) {
		return safeExtend(this, incoming);
	},
	merge(other) {
		return merge(this, other);
	},
	pick(mask) {
		return pick(this, mask);
	},
	omit(mask) {
		return omit(this, mask);
	},
	partial(...args) {
		return partial(ZodOptional, this, args[0]);
	},
	exactPartial(...args) {
		return partial(ZodExactOptional, this, args[0], "exactPartial");
	},
	required(...args) {
		return required(ZodNonOptional, this, args[0]);
	}
});
function object(shape, params) {
	const def = {
		type: "object",
		shape: shape ?? {},
		...normalizeParams(params)
	};
	return new ZodObject(def);
}
const ZodUnion = /*@__PURE__*/ $constructor("ZodUnion", (inst, def) => {
	$ZodUnion.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
	inst.options = def.options;
});
function union(options, params) {
	return new ZodUnion({
		type: "union",
		options,
		...normalizeParams(params)
	});
}
const ZodIntersection = /*@__PURE__*/ $constructor("ZodIntersection", (inst, def) => {
	$ZodIntersection.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
	return new ZodIntersection({
		type: "intersection",
		left,
		right
	});
}
const ZodTuple = /*@__PURE__*/ $constructor("ZodTuple", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTuple.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
}, {
	rest(rest) {
		return this.clone({
			...this._zod.def,
			rest
		});
	},
	partial() {
		const def = this._zod.def;
		if (def.checks?.length) throw new Error(".partial() cannot be used on tuple schemas containing refinements");
		return this.clone({
			...def,
			items: def.items.map((item) => new ZodOptional({
				type: "optional",
				innerType: item
			}))
		});
	}
});
function tuple(items, _paramsOrRest, _params) {
	const hasRest = _paramsOrRest instanceof $ZodType;
	return new ZodTuple({
		type: "tuple",
		items,
		rest: hasRest ? _paramsOrRest : null,
		...normalizeParams(hasRest ? _params : _paramsOrRest)
	});
}
const ZodRecord = /*@__PURE__*/ $constructor("ZodRecord", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodRecord.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
	inst.keyType = def.keyType;
	inst.valueType = def.valueType;
});
function partialRecord(keyType, valueType, params) {
	return new ZodRecord({
		type: "record",
		keyType,
		valueType,
		...normalizeParams(params),
		partial: true
	});
}
const ZodEnum = /*@__PURE__*/ $constructor("ZodEnum", (inst, def) => {
	$ZodEnum.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
	inst.enum = def.entries;
	inst.options = [...inst._zod.values];
	const keys = new Set(Object.keys(def.entries));
	inst.extract = (values, params) => {
		const newEntries = {};
		for (const value of values) if (keys.has(value)) newEntries[value] = def.entries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
	inst.exclude = (values, params) => {
		const newEntries = { ...def.entries };
		for (const value of values) if (keys.has(value)) delete newEntries[value];
		else throw new Error(`Key ${value} not found in enum`);
		return new ZodEnum({
			...def,
			checks: [],
			...normalizeParams(params),
			entries: newEntries
		});
	};
});
function _enum(values, params) {
	const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
	return new ZodEnum({
		type: "enum",
		entries,
		...normalizeParams(params)
	});
}
const ZodLiteral = /*@__PURE__*/ $constructor("ZodLiteral", (inst, def) => {
	$ZodLiteral.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
	inst.values = new Set(def.values);
	Object.defineProperty(inst, "value", { get() {
		if (def.values.length > 1) throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
		return def.values[0];
	} });
});
function literal(value, params) {
	return new ZodLiteral({
		type: "literal",
		values: Array.isArray(value) ? value : [value],
		...normalizeParams(params)
	});
}
const ZodTransform = /*@__PURE__*/ $constructor("ZodTransform", (inst, def) => {
	_ensureDefaultMemoizer();
	$ZodTransform.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
	inst._zod.parse = (payload, _ctx) => {
		if (_ctx.direction === "backward") throw new $ZodEncodeError(inst.constructor.name);
		payload.addIssue = (issue$1) => {
			if (typeof issue$1 === "string") payload.issues.push(issue(issue$1, payload.value, def));
			else {
				const _issue = issue$1;
				if (_issue.fatal) _issue.continue = false;
				_issue.code ?? (_issue.code = "custom");
				if (!("input" in _issue)) _issue.input = payload.value;
				_issue.inst ?? (_issue.inst = inst);
				payload.issues.push(issue(_issue));
			}
		};
		const output = def.transform(payload.value, payload);
		if (output instanceof Promise) return output.then((output) => {
			payload.value = output;
			return payload;
		});
		payload.value = output;
		return payload;
	};
});
function transform(fn) {
	return new ZodTransform({
		type: "transform",
		transform: fn
	});
}
const ZodOptional = /*@__PURE__*/ $constructor("ZodOptional", (inst, def) => {
	$ZodOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
	return new ZodOptional({
		type: "optional",
		innerType
	});
}
const ZodExactOptional = /*@__PURE__*/ $constructor("ZodExactOptional", (inst, def) => {
	$ZodExactOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
	return new ZodExactOptional({
		type: "optional",
		innerType
	});
}
const ZodNullable = /*@__PURE__*/ $constructor("ZodNullable", (inst, def) => {
	$ZodNullable.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
	return new ZodNullable({
		type: "nullable",
		innerType
	});
}
const ZodDefault = /*@__PURE__*/ $constructor("ZodDefault", (inst, def) => {
	$ZodDefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
	return new ZodDefault({
		type: "default",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodPrefault = /*@__PURE__*/ $constructor("ZodPrefault", (inst, def) => {
	$ZodPrefault.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
	return new ZodPrefault({
		type: "prefault",
		innerType,
		get defaultValue() {
			return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
		}
	});
}
const ZodNonOptional = /*@__PURE__*/ $constructor("ZodNonOptional", (inst, def) => {
	$ZodNonOptional.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
	return new ZodNonOptional({
		type: "nonoptional",
		innerType,
		...normalizeParams(params)
	});
}
const ZodCatch = /*@__PURE__*/ $constructor("ZodCatch", (inst, def) => {
	$ZodCatch.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
	inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
	return new ZodCatch({
		type: "catch",
		innerType,
		catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
	});
}
const ZodPipe = /*@__PURE__*/ $constructor("ZodPipe", (inst, def) => {
	$ZodPipe.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
	inst.in = def.in;
	inst.out = def.out;
});
function pipe(in_, out) {
	return new ZodPipe({
		type: "pipe",
		in: in_,
		out
	});
}
const ZodReadonly = /*@__PURE__*/ $constructor("ZodReadonly", (inst, def) => {
	$ZodReadonly.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
	inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
	return new ZodReadonly({
		type: "readonly",
		innerType
	});
}
const ZodCustom = /*@__PURE__*/ $constructor("ZodCustom", (inst, def) => {
	$ZodCustom.init(inst, def);
	ZodType.init(inst, def);
	inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function custom(fn, _params) {
	return /* @__PURE__ */ _custom(ZodCustom, fn ?? (() => true), _params);
}
function refine(fn, _params = {}) {
	return /* @__PURE__ */ _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
	return /* @__PURE__ */ _superRefine(fn, params);
}
// src/domain/http/header-list.ts
/**
* The value of the field with this name; null where it was not sent. Names are the same in any case (RFC 9110, section 5.1);
* the values of several lines are joined in order (sections 5.2 and 5.3), without the white space around each (section 5.5).
* `set-cookie`, which cannot be joined, is not for this.
*/
function headerValue(headers, lowerCaseName) {
	const values = headers.filter(([name]) => trimBlanks(name).toLowerCase() === lowerCaseName).map(([, value]) => trimBlanks(value));
	return values.length === 0 ? null : values.join(", ");
}
/** The text without the white space of HTTP around it (RFC 9110, section 5.6.3): `trim` would take a latin-1 no-break space too. */
function trimBlanks(text) {
	let start = 0;
	let end = text.length;
	while (start < end && isBlank(text.charCodeAt(start))) start += 1;
	while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
	return text.slice(start, end);
}
function isBlank(code) {
	return code === 32 || code === 9;
}
// src/domain/json/json-tree.ts
/** How the kinds stand in `JsonTree.kinds`; 0 is none. */
const kindCodes = {
	object: 1,
	array: 2,
	string: 3,
	number: 4,
	literal: 5
};
const kindNames = [
	"literal",
	"object",
	"array",
	"string",
	"number",
	"literal"
];
/** The kind of a node. */
function kindOf(tree, node) {
	return kindNames[tree.kinds[node] ?? 0] ?? "literal";
}
/** The offset of a value's first byte, its quote included. */
function startOf(tree, node) {
	return tree.starts[node] ?? 0;
}
/** The offset after a value's last byte. */
function endOf(tree, node) {
	return tree.ends[node] ?? 0;
}
/** The keys and values of an object, in order, repeated keys included; nothing for other nodes. */
function membersOf(tree, node) {
	const members = [];
	if (tree.kinds[node] !== kindCodes.object) return members;
	const last = tree.nexts[node] ?? 0;
	for (let key = node + 1; key < last;) {
		const value = tree.nexts[key] ?? last;
		if (value >= last) break;
		members.push({
			key,
			value
		});
		key = tree.nexts[value] ?? last;
	}
	return members;
}
/** The value of an object's key, the last one where a key is repeated (as JSON readers do); null when there is none. */
function memberOf(tree, node, key) {
	let found = null;
	if (tree.kinds[node] !== kindCodes.object) return found;
	const last = tree.nexts[node] ?? 0;
	for (let name = node + 1; name < last;) {
		const value = tree.nexts[name] ?? last;
		if (value >= last) break;
		if (isKey(tree, name, key)) found = value;
		name = tree.nexts[value] ?? last;
	}
	return found;
}
/** True when the string node spells `key` without escapes. Keys of the Messages API are plain ASCII. */
function isKey(tree, node, key) {
	const start = startOf(tree, node) + 1;
	if (endOf(tree, node) - start - 1 !== key.length) return false;
	for (let index = 0; index < key.length; index += 1) if (tree.bytes[start + index] !== key.charCodeAt(index)) return false;
	return true;
}
// src/domain/json/json-text.ts
/**
* Decodes the inside of a JSON string: bytes `start` to `end`, quotes left out. Escapes are undone; what is no UTF-8 or
* no escape becomes U+FFFD; lone surrogates stay as they are. Never throws.
*/
function decodeJsonText(bytes, start, end) {
	const units = new Uint16Array(Math.max(0, end - start));
	let count = 0;
	const cursor = {
		at: start,
		unit: 0,
		low: 0
	};
	while (cursor.at < end) {
		let at = cursor.at;
		for (let byte = bytes[at]; at < end && byte !== void 0 && byte < 128 && byte !== 92; byte = bytes[at]) {
			units[count] = byte;
			count += 1;
			at += 1;
		}
		cursor.at = at;
		if (at >= end) break;
		readUnit(bytes, cursor, end);
		units[count] = cursor.unit;
		count += 1;
		if (cursor.low !== 0) {
			units[count] = cursor.low;
			count += 1;
		}
	}
	return fromUnits(units, count);
}
const replacement = 65533;
/** Reads one character or escape at the cursor and moves past it. */
function readUnit(bytes, cursor, end) {
	const byte = bytes[cursor.at] ?? 0;
	cursor.low = 0;
	if (byte === 92) readEscape(bytes, cursor, end);
	else if (byte < 128) {
		cursor.unit = byte;
		cursor.at += 1;
	} else readSequence(bytes, cursor, end, byte);
}
function readEscape(bytes, cursor, end) {
	const letter = cursor.at + 1 < end ? bytes[cursor.at + 1] : void 0;
	if (letter === 117) {
		const value = readHex(bytes, cursor.at + 2, end);
		cursor.unit = value === null ? replacement : value;
		cursor.at += value === null ? 2 : 6;
		return;
	}
	cursor.unit = letter === void 0 ? replacement : escapeMeaning(letter) ?? replacement;
	cursor.at += letter === void 0 ? 1 : 2;
}
function escapeMeaning(letter) {
	switch (letter) {
		case 110: return 10;
		case 116: return 9;
		case 114: return 13;
		case 98: return 8;
		case 102: return 12;
		case 34:
		case 92:
		case 47: return letter;
		default: return null;
	}
}
function readHex(bytes, start, end) {
	if (start + 4 > end) return null;
	let value = 0;
	for (let at = start; at < start + 4; at += 1) {
		const byte = bytes[at] ?? 0;
		const lower = byte | 32;
		if (byte >= 48 && byte <= 57) value = value * 16 + byte - 48;
		else if (lower >= 97 && lower <= 102) value = value * 16 + lower - 87;
		else return null;
	}
	return value;
}
/** One UTF-8 sequence (RFC 3629); overlong forms, surrogates and cut sequences count as one bad byte. */
function readSequence(bytes, cursor, end, first) {
	const size = first >= 240 && first < 245 ? 4 : first >= 224 && first < 240 ? 3 : first >= 194 && first < 224 ? 2 : 0;
	let point = size === 4 ? first & 7 : size === 3 ? first & 15 : first & 31;
	let isGood = size > 0 && cursor.at + size <= end;
	for (let index = 1; isGood && index < size; index += 1) {
		const byte = bytes[cursor.at + index] ?? 0;
		isGood = (byte & 192) === 128;
		point = point << 6 | byte & 63;
	}
	if (isGood && size === 3) isGood = point >= 2048 && (point < 55296 || point > 57343);
	if (isGood && size === 4) isGood = point >= 65536 && point <= 1114111;
	if (!isGood) {
		cursor.unit = replacement;
		cursor.at += 1;
		return;
	}
	cursor.at += size;
	if (size < 4) {
		cursor.unit = point;
		return;
	}
	cursor.unit = 55296 + (point - 65536 >> 10);
	cursor.low = 56320 + (point - 65536 & 1023);
}
/** Arguments of one call: enough to be quick, few enough for any stack. */
const unitsPerCall = 8192;
function fromUnits(units, count) {
	let text = "";
	for (let at = 0; at < count; at += unitsPerCall) text += Reflect.apply(String.fromCharCode, null, units.subarray(at, Math.min(count, at + unitsPerCall)));
	return text;
}
// src/domain/json/node-text.ts
/** Reads the text of a string node; null for other nodes. */
function textOf(tree, node) {
	if (node === null || kindOf(tree, node) !== "string") return null;
	const start = startOf(tree, node) + 1;
	return decodeJsonText(tree.bytes, start, endOfContents$1(tree, node));
}
/** The offset of a string's closing quote; the end of the body where it was cut before one. */
function endOfContents$1(tree, node) {
	const end = endOf(tree, node);
	return end - startOf(tree, node) >= 2 && tree.bytes[end - 1] === 34 ? end - 1 : end;
}
// src/domain/anthropic/wire-json.ts
/** The value of a JSON text, or undefined when it is not JSON. Never throws: what is on the wire may be anything. */
function parseWireJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** `value` as an object whose fields can be looked at, or null for arrays, scalars and null. */
function wireRecord(value) {
	return isWireRecord(value) ? value : null;
}
function wireArray(value) {
	return Array.isArray(value) ? value : [];
}
function wireString(value) {
	return typeof value === "string" ? value : null;
}
/** A figure of tokens or bytes: null for what is not a whole number of zero or more. */
function wireCount(value) {
	return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
function isWireRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// src/domain/anthropic/request.ts
/** What a request is for, as Claude Code itself says; `other` for all that is not the Messages API. */
const requestClasses = [
	"main",
	"subagent",
	"auxiliary",
	"compaction",
	"count-tokens",
	"other"
];
// src/domain/thread/auxiliary-purpose.ts
/**
* What Claude Code asks for itself, not for the user: the name of a session, the summary of a fetched page, a search of the web, the
* size of a part of the context, the summary that a conversation goes on from, whether an action is safe, whether there is quota,
* whether the topic is new; and what the user asks beside the conversation.
*/
const auxiliaryPurposes = [
	"title",
	"web-fetch",
	"web-search",
	"count-tokens",
	"compaction",
	"side-question",
	"safety-check",
	"quota-probe",
	"topic",
	"other"
];
// src/contract/cost-view.ts
const count$1 = number().int().nonnegative();
/** Whole micro-dollars, so that sums are exact; null where the price is unknown. */
const microUsd = number().int().nullable();
/** Tokens of a prompt by how they were billed; of what has no bill yet there are none. */
const tokensByState = object({
	read: count$1,
	"written-1h": count$1,
	"written-5m": count$1,
	plain: count$1
});
/** What costs are added up by. Owners are MCP servers, skills, memory files and tools with all that they brought; days are local ones. */
const costGroupings = [
	"source",
	"owner",
	"turn",
	"thread",
	"session",
	"day",
	"model"
];
object({
	sessionId: string().optional(),
	fromUs: number().int().optional(),
	untilUs: number().int().optional()
});
const costFigures = object({
	exchanges: count$1,
	/** As billed, or as estimated where there is no bill. */
	promptTokens: count$1,
	tokensByState,
	outputTokens: count$1,
	/** The sum of what has a price; null when nothing has. */
	costMicroUsd: microUsd,
	/** How many of the exchanges have a bill and no price: what they cost is in no sum. */
	withoutPrice: count$1
});
/** One line of a breakdown. With its session its key is unique in it. */
const costEntry = costFigures.extend({
	/** A source's or an owner's key, the key of a turn or thread, a session's id, `2026-10-31`, or a model. Empty where none is known. */
	key: string(),
	/** The session of a turn or thread; null otherwise. */
	sessionId: string().nullable(),
	/** The server, skill, file or tool; the agent of a thread; the user's words of a turn or session. */
	name: string().nullable(),
	/**
	* The kind of a source. What the response wrote is `output`, what the API searched `web-search`, and what could not be shared out over
	* sources `unattributed`. Null otherwise.
	*/
	kind: string().nullable(),
	/** The group of a source or an owner. */
	group: _enum(sourceGroups).nullable()
});
object({
	by: _enum(costGroupings),
	entries: array(costEntry).readonly(),
	/** How many entries there are with those that were left off. */
	entryCount: count$1,
	total: costFigures.extend({ 
	/** The part of the cost that a subscription covers: API-equivalent, and no bill. */
subscriptionMicroUsd: microUsd })
});
// src/contract/exchange-view.ts
/** Microseconds since the Unix epoch. */
const atUs = number().int();
const tokens = number().int().nonnegative();
/** `uncaptured`: it passed through unseen; its error says why, its bytes are those of the connection. */
const exchangeState = _enum([
	"open",
	"complete",
	"interrupted",
	"failed",
	"uncaptured"
]);
/** What went wrong with an exchange: a closed code, and a sentence that says what happened and what to do. */
const exchangeError = object({
	code: string(),
	message: string()
});
/** The five timestamps of an exchange. `requestStartedAtUs` is when its first byte was read. */
const exchangeTiming = object({
	requestStartedAtUs: atUs,
	requestReceivedAtUs: atUs.nullable(),
	requestForwardedAtUs: atUs.nullable(),
	responseStartedAtUs: atUs.nullable(),
	responseDeliveredAtUs: atUs.nullable()
});
/** The domain's `Usage`. */
const usage = object({
	inputTokens: tokens.nullable(),
	cacheReadTokens: tokens.nullable(),
	cacheWrite5mTokens: tokens.nullable(),
	cacheWrite1hTokens: tokens.nullable(),
	outputTokens: tokens.nullable()
});
/** One row of the timeline. */
const exchangeRow = object({
	id: string(),
	state: exchangeState,
	error: exchangeError.nullable(),
	sessionId: string().nullable(),
	agentId: string().nullable(),
	/** What the subagent, or the skill that runs as one, is called; null for the main thread, and while no call or header says. */
	agentName: string().nullable(),
	requestClass: _enum(requestClasses),
	/** Why Claude Code asked this for itself; null for round trips of a conversation. */
	auxiliaryPurpose: _enum(auxiliaryPurposes).nullable(),
	/** The thread and the turn it is in, as `readThreads` names them; null until analysed, and for what is no message. */
	threadKey: string().nullable(),
	turnKey: string().nullable(),
	/** Which turn of its thread that is, from 1. */
	turnNumber: number().int().nullable(),
	/** The id of the first attempt that this one repeats. */
	retryOf: string().nullable(),
	/** The id of the request that this one goes on from. */
	predecessorId: string().nullable(),
	/** What became of the cache since the predecessor; `readCacheVerdict` says why. */
	cacheVerdict: _enum([
		"no-cache-expected",
		"read-as-expected",
		"partial",
		"miss"
	]).nullable(),
	projectDirectory: string().nullable(),
	/** How it was asked for; an uncaptured connection to port 80 counts as http, all others as https. */
	scheme: _enum(["https", "http"]),
	host: string(),
	port: number().int(),
	method: string(),
	path: string(),
	model: string().nullable(),
	status: number().int().nullable(),
	timing: exchangeTiming,
	requestBytes: number().int(),
	responseBytes: number().int(),
	/** The prompt as billed, or as estimated while `tokensEstimated`. */
	promptTokens: tokens.nullable(),
	tokensEstimated: boolean(),
	usage: usage.nullable(),
	costMicroUsd: microUsd,
	/** The same in dollars, for showing. Sums are made of micro-dollars. */
	costUsd: number().nullable(),
	/** Who pays: with a subscription the cost is API-equivalent. Null where the request does not say. */
	billing: _enum(["subscription", "api-key"]).nullable(),
	/** 1 to 5 stars; null while not rated. */
	stars: number().int().min(1).max(5).nullable(),
	/** Retention leaves it alone. */
	isPinned: boolean(),
	/** When retention removed its bodies and heads; null while they are here. The figures stay. */
	contentRemovedAtUs: atUs.nullable(),
	/** The import it came with; null for what was captured here. */
	importNumber: number().int().nullable(),
	/** Prompt tokens by group; null until analysed. */
	groupTokens: partialRecord(_enum(sourceGroups), tokens).nullable()
});
/** Raw headers, in order and case. Credential values are masked with as many characters as they had. */
const rawHeaders = array(tuple([string(), string()]).readonly()).readonly();
object({
	row: exchangeRow,
	requestLine: string().nullable(),
	requestHeaders: rawHeaders,
	statusLine: string().nullable(),
	responseHeaders: rawHeaders,
	requestTrailers: rawHeaders,
	responseTrailers: rawHeaders,
	requestContentType: string().nullable(),
	responseContentType: string().nullable()
});
object({
	/** As stored. */
	bytes: number().int(),
	/** The coding it came in. */
	contentEncoding: string().nullable(),
	text: string().nullable(),
	/** Set when `text` was cut: how many characters there are in all. */
	totalChars: number().int().nullable()
});
object({
	/** What the body was: an event stream, one JSON message, one JSON error, or none of these. */
	kind: _enum([
		"stream",
		"message",
		"error",
		"other"
	]),
	id: string().nullable(),
	model: string().nullable(),
	stopReason: string().nullable(),
	complete: boolean(),
	error: object({
		type: string(),
		message: string()
	}).nullable(),
	blocks: array(object({
		type: string(),
		/** Text, thinking, or a tool call's input as JSON. */
		text: string(),
		tool: string().nullable()
	})).readonly()
});
object({
	id: string(),
	/** The first words of the user in it, if any were seen. */
	title: string().nullable(),
	/** Where it began; null until a request that says so is analysed. A session does not move when it changes the directory. */
	projectDirectory: string().nullable(),
	startedAtUs: atUs,
	lastAtUs: atUs,
	exchanges: number().int(),
	promptTokens: tokens,
	costMicroUsd: microUsd,
	/** The same in dollars, for showing. */
	costUsd: number().nullable(),
	/** The part of it that a subscription covers; null when none. */
	subscriptionMicroUsd: microUsd,
	/** The import it came with, which it can be read from alone; null for what was captured here. */
	importNumber: number().int().nullable()
});
// src/main/store/exchange-record.ts
/** The columns of a row of the timeline. The types hold because the table is STRICT and checks its words. */
const recordColumns = `
  number, id, state, error_code, error_message, session_id, agent_id, request_class, scheme, host, port, method, path, status,
  request_started_at_us, request_received_at_us, request_forwarded_at_us, response_started_at_us, response_delivered_at_us,
  request_bytes, response_bytes, model, has_usage, input_tokens, cache_read_tokens, cache_write_5m_tokens,
  cache_write_1h_tokens, output_tokens, prompt_tokens, tokens_estimated, cost_micro_usd, group_tokens,
  web_search_requests, billing, project_directory, auxiliary_purpose, agent_name, thread_key, turn_key, turn_number, retry_of,
  predecessor_id, cache_verdict, is_pinned, content_removed_at_us, import_number,
  (SELECT stars FROM rating WHERE rating.exchange_number = exchange.number) AS stars`;
function rowOf(record) {
	return {
		id: record.id,
		state: record.state,
		error: record.error_code === null ? null : {
			code: record.error_code,
			message: record.error_message ?? ""
		},
		sessionId: record.session_id,
		agentId: record.agent_id,
		...placeOf$1(record),
		requestClass: record.request_class,
		auxiliaryPurpose: record.auxiliary_purpose,
		projectDirectory: record.project_directory,
		cacheVerdict: record.cache_verdict,
		scheme: record.scheme,
		host: record.host,
		port: record.port,
		method: record.method,
		path: record.path,
		model: record.model,
		status: record.status,
		timing: {
			requestStartedAtUs: record.request_started_at_us,
			requestReceivedAtUs: record.request_received_at_us,
			requestForwardedAtUs: record.request_forwarded_at_us,
			responseStartedAtUs: record.response_started_at_us,
			responseDeliveredAtUs: record.response_delivered_at_us
		},
		requestBytes: record.request_bytes,
		responseBytes: record.response_bytes,
		promptTokens: record.prompt_tokens,
		tokensEstimated: record.tokens_estimated !== 0,
		usage: usageOf(record),
		costMicroUsd: record.cost_micro_usd,
		costUsd: usdOf(record.cost_micro_usd),
		billing: record.billing,
		stars: record.stars,
		isPinned: record.is_pinned !== 0,
		contentRemovedAtUs: record.content_removed_at_us,
		importNumber: record.import_number,
		groupTokens: groupTokensOf(record.group_tokens)
	};
}
function usageOf(record) {
	if (record.has_usage === 0) return null;
	return {
		inputTokens: record.input_tokens,
		cacheReadTokens: record.cache_read_tokens,
		cacheWrite5mTokens: record.cache_write_5m_tokens,
		cacheWrite1hTokens: record.cache_write_1h_tokens,
		outputTokens: record.output_tokens,
		...record.web_search_requests === null ? {} : { webSearchRequests: record.web_search_requests }
	};
}
/** Micro-dollars in dollars, for showing. */
function usdOf(microUsd) {
	return microUsd === null ? null : microUsd / 1e6;
}
function placeOf$1(record) {
	return {
		agentName: record.agent_name,
		threadKey: record.thread_key,
		turnKey: record.turn_key,
		turnNumber: record.turn_number,
		retryOf: record.retry_of,
		predecessorId: record.predecessor_id
	};
}
const groupTokens = exchangeRow.shape.groupTokens;
function groupTokensOf(json) {
	return json === null ? null : groupTokens.parse(JSON.parse(json));
}
// src/main/store/analysis/first-segment-columns.ts
/** Lists of segments as they were written before version 7 of the schema, until they are analysed again: by column, as JSON. */
const segmentColumns = object({
	from: number().int(),
	ends: array(number().int()),
	paths: array(string()),
	sourceOf: array(number().int()),
	sources: array(custom((value) => typeof value === "object" && value !== null && "kind" in value)),
	confidence: array(_enum([
		"certain",
		"likely",
		"claimed"
	])),
	tokens: array(number().nullable()),
	/** Left out where none is known, and by versions before costs were shared out. */
	costsMicroUsd: array(number().nullable()).optional()
});
/** Throws on anything else. */
function unpackFirstSegments(packed) {
	const columns = segmentColumns.parse(JSON.parse(brotliDecompressSync(packed).toString("utf8")));
	const segments = [];
	let start = columns.from;
	for (const [index, end] of columns.ends.entries()) {
		const source = columns.sources[columns.sourceOf[index] ?? -1];
		const confidence = columns.confidence[index];
		const path = columns.paths[index];
		const tokens = columns.tokens[index];
		if (source === void 0 || confidence === void 0 || path === void 0 || tokens === void 0) throw new Error("reading a segment list: its columns are of different lengths");
		segments.push({
			start,
			end,
			path,
			source,
			confidence,
			tokens,
			costMicroUsd: columns.costsMicroUsd?.[index] ?? null
		});
		start = end;
	}
	return segments;
}
// src/main/store/sources/kept-sources.ts
/** As many as a few projects have between them; then they are looked up again. */
const rememberedSources = 2e4;
/** Sources by number. One that is not kept yet gets a number, where the connection may write. */
function keptSources(store) {
	const find = store.prepare("SELECT number FROM segment_source WHERE source = ?").pluck();
	const add = store.prepare("INSERT INTO segment_source (source) VALUES (?)");
	const read = store.prepare("SELECT source FROM segment_source WHERE number = ?").pluck();
	const known = /* @__PURE__ */ new Map();
	return {
		numberOf: (source) => {
			const text = JSON.stringify(source);
			return find.get(text) ?? Number(add.run(text).lastInsertRowid);
		},
		sourceOf: (number) => {
			const remembered = known.get(number);
			if (remembered !== void 0) return remembered;
			const text = read.get(number);
			const source = text === void 0 ? { kind: "unknown" } : JSON.parse(text);
			if (known.size >= rememberedSources) known.clear();
			known.set(number, source);
			return source;
		}
	};
}
// src/domain/octets/packed-numbers.ts
/** What `packNumbers` made. Throws on what ends within a number, and on a number that it does not make. */
function unpackNumbers(packed) {
	const values = [];
	let value = 0;
	let scale = 1;
	for (const byte of packed) {
		value += (byte & 127) * scale;
		if (value > Number.MAX_SAFE_INTEGER || !Number.isFinite(scale)) throw new Error("reading numbers: one is beyond 2^53");
		if (byte < 128) {
			values.push(value);
			value = 0;
			scale = 1;
		} else scale *= 128;
	}
	if (scale !== 1) throw new Error("reading numbers: the last one has no end");
	return values;
}
// src/main/store/analysis/segment-columns.ts
const confidences = [
	"certain",
	"likely",
	"claimed"
];
/** More is no list that we wrote. */
const mostBytes$1 = 536870912;
/** What `packSegments` made. Throws on anything else. */
function unpackSegments(packed, sources) {
	const octets = brotliDecompressSync(packed, { maxOutputLength: mostBytes$1 });
	const lengthEnd = octets.findIndex((byte) => byte < 128) + 1;
	const [length = 0] = unpackNumbers(octets.subarray(0, lengthEnd));
	const column = new Columns(unpackNumbers(octets.subarray(lengthEnd, lengthEnd + length)));
	const forms = array(string()).parse(JSON.parse(octets.subarray(lengthEnd + length).toString("utf8")));
	const [count = 0, from = 0, hasCosts = 0] = column.take(3);
	const lengths = column.take(count);
	const tokens = column.take(count);
	const costs = hasCosts === 1 ? column.take(count) : null;
	const sourceNumbers = column.take(count);
	const confidence = column.take(count);
	const pathOf = pathReader(fromSteps(column.take(column.take(1)[0] ?? 0)));
	const formIndexes = column.take(count);
	let start = from;
	return lengths.map((bytes, index) => {
		const segment = {
			start,
			end: start + bytes,
			path: pathOf(forms[formIndexes[index] ?? 0] ?? ""),
			source: sources.sourceOf(sourceNumbers[index] ?? 0),
			confidence: confidences[confidence[index] ?? 0] ?? "claimed",
			tokens: orNull(tokens[index]),
			costMicroUsd: costs === null ? null : orNull(costs[index])
		};
		start += bytes;
		return segment;
	});
}
const orNull = (packed = 0) => packed === 0 ? null : packed - 1;
function fromSteps(steps) {
	const numbers = [];
	for (const [index, step] of steps.entries()) numbers.push((numbers[index - 2] ?? 0) + (step % 2 === 0 ? step / 2 : -(step + 1) / 2));
	return numbers;
}
const placeOfNumber = /\[\]/g;
/** Puts paths together, in the order in which they were taken apart. */
function pathReader(numbers) {
	let at = 0;
	return (form) => {
		if (form.startsWith("=")) return form.slice(1);
		return form.replaceAll(placeOfNumber, () => {
			at += 1;
			return `[${numbers[at - 1] ?? 0}]`;
		});
	};
}
var Columns = class {
	#numbers;
	#at = 0;
	constructor(numbers) {
		this.#numbers = numbers;
	}
	take(count) {
		const taken = this.#numbers.slice(this.#at, this.#at + count);
		if (taken.length !== count) throw new Error("reading a segment list: it has too few numbers");
		this.#at += count;
		return taken;
	}
};
// src/main/store/analysis/analysis-reads.ts
/** What the analyst found out, and what it has still to look at. */
function analysisReads(store) {
	const readRecord = store.prepare(`
    SELECT number, rule_version, is_prompt, session_id, model, title, has_usage, input_tokens, cache_read_tokens,
      cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, web_search_requests, prompt_tokens, tokens_estimated,
      estimate_basis, estimated_tokens, cost_micro_usd, output_micro_usd, web_search_micro_usd, billing, cli_version,
      project_directory, auxiliary_purpose, agent_name, thread_key, turn_key, turn_number, retry_of, predecessor_id, group_tokens,
      columns, shape, output, segment_list.cache_verdict AS verdict
    FROM exchange JOIN segment_list ON exchange_number = number WHERE id = ?`);
	const analysedNumber = store.prepare("SELECT number FROM exchange WHERE id = ? AND rule_version > 0").pluck();
	const readSources = store.prepare(`
    SELECT key, kind, name, tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens, cost_micro_usd, calls
    FROM exchange_source JOIN source ON number = source_number WHERE exchange_number = ? ORDER BY source_number`);
	const finished = "FROM exchange INDEXED BY exchange_to_analyse WHERE state <> 'open' AND content_removed_at_us IS NULL";
	const kept = keptSources(store);
	const listNew = store.prepare(`SELECT id ${finished} AND rule_version = 0 ORDER BY number LIMIT ?`).pluck();
	const countNew = store.prepare(`SELECT count(*) ${finished} AND rule_version = 0`).pluck();
	const oldestVersion = store.prepare(`SELECT min(rule_version) ${finished} AND rule_version > 0 AND rule_version < ?`).pluck();
	const newestOf = store.prepare(`SELECT session_key ${finished} AND rule_version = ? ORDER BY number DESC LIMIT 1`).pluck();
	const listOld = store.prepare(`SELECT id FROM exchange WHERE session_key = ? AND rule_version > 0 AND rule_version < ? AND state <> 'open' AND content_removed_at_us IS NULL
      ORDER BY request_started_at_us, number LIMIT ?`).pluck();
	const countOld = store.prepare(`SELECT count(*) ${finished} AND rule_version > 0 AND rule_version < ?`).pluck();
	const readLearnt = store.prepare("SELECT learnt FROM learnt_counts WHERE number = 1 AND tokenizer = ?").pluck();
	return {
		readAnalysis: (id) => {
			const record = readRecord.get(id);
			if (record === void 0) return null;
			try {
				return analysisOf(record, record.shape === 1 ? unpackFirstSegments(record.columns) : unpackSegments(record.columns, kept), readSources.all(record.number).map(sourceOf));
			} catch (error) {
				if (error instanceof Database.SqliteError) throw error;
				return null;
			}
		},
		readSources: (id) => {
			const number = analysedNumber.get(id);
			return number === void 0 ? null : readSources.all(number).map(sourceOf);
		},
		listUnanalysed: (limit) => listNew.all(limit),
		countUnanalysed: () => countNew.get() ?? 0,
		listOutdated: (ruleVersion, limit) => {
			const version = oldestVersion.get(ruleVersion) ?? null;
			const sessionKey = version === null ? void 0 : newestOf.get(version);
			return sessionKey === void 0 ? [] : listOld.all(sessionKey, ruleVersion, limit);
		},
		countOutdated: (ruleVersion) => ({
			left: countOld.get(ruleVersion) ?? 0,
			total: countOld.get(Number.MAX_SAFE_INTEGER) ?? 0
		}),
		readLearnt: (tokenizer) => {
			const learnt = readLearnt.get(tokenizer);
			return learnt === void 0 ? null : JSON.parse(learnt);
		}
	};
}
function analysisOf(record, segments, sources) {
	return {
		...placeOf$1(record),
		ruleVersion: record.rule_version,
		isPrompt: record.is_prompt !== 0,
		sessionId: record.session_id,
		model: record.model,
		title: record.title,
		usage: usageOf(record),
		promptTokens: record.prompt_tokens,
		tokensEstimated: record.tokens_estimated !== 0,
		estimateBasis: record.estimate_basis,
		estimatedTokens: record.estimated_tokens,
		costMicroUsd: record.cost_micro_usd,
		outputMicroUsd: record.output_micro_usd,
		webSearchMicroUsd: record.web_search_micro_usd,
		billing: record.billing,
		cliVersion: record.cli_version,
		projectDirectory: record.project_directory,
		auxiliaryPurpose: record.auxiliary_purpose,
		groupTokens: groupTokensOf(record.group_tokens),
		segments,
		sources,
		output: record.output === null ? null : storedOutput.parse(JSON.parse(record.output)),
		cacheVerdict: record.verdict === null ? null : storedVerdict.parse(JSON.parse(record.verdict))
	};
}
const isObject$1 = (value) => typeof value === "object" && value !== null;
const figure = number().nullable();
const storedOutput = object({
	tokens: figure,
	tokensEstimated: boolean(),
	parts: array(object({
		source: custom(isObject$1),
		tokens: figure,
		costMicroUsd: figure
	}))
});
const storedVerdict = custom((value) => typeof value === "object" && value !== null && "verdict" in value);
function sourceOf({ key, kind, name, tokens, cost_micro_usd: costMicroUsd, calls, ...states }) {
	return {
		key,
		kind,
		name,
		tokens,
		tokensByState: statesOf(states),
		costMicroUsd,
		calls
	};
}
function statesOf(states) {
	const { read_tokens: read, written_1h_tokens: written1h, written_5m_tokens: written5m, plain_tokens: plain } = states;
	if (read === null || written1h === null || written5m === null || plain === null) return null;
	return {
		read,
		"written-1h": written1h,
		"written-5m": written5m,
		plain
	};
}
// src/main/store/bodies/body-number.ts
/** The number of a body: twice that of its exchange, and one more for the response. */
function bodyNumber(exchangeNumber, side) {
	return exchangeNumber * 2 + (side === "request" ? 0 : 1);
}
// src/main/store/content/compact-text.ts
/** No short text is longer: what inflates to more is damaged. */
const mostBytes = 67108864;
/** What `compactText` made with this form. Throws on anything else. */
function readCompactText(form, packed) {
	return inflateRawSync(packed, {
		dictionary: dictionaries[form],
		maxOutputLength: mostBytes
	}).toString("utf8");
}
/** What is most common stands last: it is the nearest. */
const dictionaries = {
	head: Buffer.from([
		"\"HTTP/1.1 100 Continue\",\"HTTP/1.1 400 Bad Request\",\"HTTP/1.1 401 Unauthorized\",\"HTTP/1.1 404 Not Found\",\"HTTP/1.1 500 Internal Server Error\",\"HTTP/1.1 529 \",\"HTTP/1.1 429 Too Many Requests\"",
		"[\"retry-after\",\"[\"x-should-retry\",\"true\"],[\"Content-Encoding\",\"br\"],[\"Content-Encoding\",\"gzip\"],[\"Vary\",\"Accept-Encoding\"],[\"via\",\"1.1 google\"],[\"cf-cache-status\",\"DYNAMIC\"],[\"set-cookie\",\"; Path=/; Secure; HttpOnly; SameSite=None\"]",
		"[\"GET /v1/models HTTP/1.1\",\"GET /api/ HTTP/1.1\",\"POST /api/event_logging/batch HTTP/1.1\",\"POST /v1/messages/count_tokens?beta=true HTTP/1.1\",[\"Authorization\",\"Bearer [\"x-organization-uuid\",\"[\"x-environment-runner-version\"",
		"[\"User-Agent\",\"claude-cli/2.1. (external, sdk-cli)\"],[\"x-claude-code-request-class\",\"auxiliary\"],[\"x-claude-1p-request-class\",\"blocking-subagent\"],[\"x-claude-code-request-class\",\"subagent\"],[\"x-claude-code-agent-type\",\"[\"x-claude-code-agent-id\",\"[\"x-claude-code-parent-agent-id\",\"",
		"[\"anthropic-ratelimit-requests-limit\",\"[\"anthropic-ratelimit-requests-remaining\",\"[\"anthropic-ratelimit-requests-reset\",\"[\"anthropic-ratelimit-tokens-limit\",\"[\"anthropic-ratelimit-input-tokens-limit\",\"[\"anthropic-ratelimit-output-tokens-limit\"",
		"[\"Date\",\"Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2026 GMT\"],[\"Content-Type\",\"application/json\"],[\"Content-Type\",\"text/event-stream; charset=utf-8\"],[\"Transfer-Encoding\",\"chunked\"],[\"Connection\",\"keep-alive\"],[\"Cache-Control\",\"no-cache\"],[\"anthropic-ratelimit-unified-status\",\"allowed\"],[\"anthropic-ratelimit-unified-reset\",\"[\"anthropic-ratelimit-unified-5h-status\",\"allowed\"],[\"anthropic-ratelimit-unified-5h-reset\",\"17[\"anthropic-ratelimit-unified-5h-utilization\",\"0.[\"anthropic-ratelimit-unified-7d-status\",\"allowed\"],[\"anthropic-ratelimit-unified-7d-reset\",\"17[\"anthropic-ratelimit-unified-7d-utilization\",\"0.[\"anthropic-ratelimit-unified-representative-claim\",\"five_hour\"],[\"anthropic-ratelimit-unified-fallback-percentage\",\"0.5\"],[\"anthropic-ratelimit-unified-overage-disabled-reason\",\"[\"anthropic-ratelimit-unified-overage-status\",\"rejected\"],[\"request-id\",\"req_011C[\"strict-transport-security\",\"max-age=31536000; includeSubDomains; preload\"],[\"anthropic-organization-id\",\"[\"x-envoy-upstream-service-time\",\"[\"X-Robots-Tag\",\"none\"],[\"Server\",\"cloudflare\"],[\"CF-RAY\",\"-FRA\"]]",
		"[\"POST /v1/messages?beta=true HTTP/1.1\",[[\"Accept\",\"application/json\"],[\"Content-Type\",\"application/json\"],[\"User-Agent\",\"claude-cli/2.1. (external, cli)\"],[\"X-Claude-Code-Session-Id\",\"[\"X-Stainless-Arch\",\"arm64\"],[\"X-Stainless-Arch\",\"x64\"],[\"X-Stainless-Lang\",\"js\"],[\"X-Stainless-OS\",\"MacOS\"],[\"X-Stainless-OS\",\"Linux\"],[\"X-Stainless-Package-Version\",\"0.\"],[\"X-Stainless-Retry-Count\",\"0\"],[\"X-Stainless-Runtime\",\"node\"],[\"X-Stainless-Runtime-Version\",\"v24.3.0\"],[\"X-Stainless-Timeout\",\"600\"],[\"anthropic-beta\",\"claude-code-20250219,oauth-2025-04-20,context-1m-2025-08-07,interleaved-thinking-2025-05-14,fine-grained-tool-streaming-2025-05-14,context-management-2025-06-27,prompt-caching-scope-2026-01-05,effort-2025-11-24\"],[\"anthropic-dangerous-direct-browser-access\",\"true\"],[\"anthropic-version\",\"2023-06-01\"],[\"x-api-key\",\"********************************************************************************\"],[\"x-app\",\"cli\"],[\"x-claude-code-request-class\",\"main\"],[\"x-claude-1p-request-class\",\"main\"],[\"x-claude-code-prompt-id\",\"[\"x-claude-code-prev-tool-durations\",\"[\"x-client-request-id\",\"[\"Connection\",\"keep-alive\"],[\"Host\",\"api.anthropic.com\"],[\"Accept-Encoding\",\"gzip, deflate, br, zstd\"],[\"Content-Length\",\"]],[],[],\"HTTP/1.1 200 OK\",[[\"],[]]"
	].join("")),
	"thread-record": Buffer.from([
		"\"auxiliary\":{\"purpose\":\"title\"},\"compaction\":{\"},\"afterCompaction\":{\"},\"goesOnFromSummary\":true,\"isFork\":true,\"forkedSkill\":\"mode\":\"headless\",\"entrypoint\":\"sdk-cli\",\"turnOrigin\":\"agent\",\"calls\":[{\"toolUseId\":\"toolu_01\",\"agent\":\"general-purpose\",\"taskHash\":\"",
		"{\"shape\":1,\"bodyHash\":\"\",\"facts\":{\"sessionId\":null,\"requestClass\":\"subagent\",\"isClassStated\":true,\"auxiliary\":null,\"agentId\":null,\"parentAgentId\":null,\"agentType\":\"Explore\",\"isSubagent\":true,\"isFork\":false,\"forkedSkill\":null,\"taskHash\":null,\"promptId\":\"\",\"input\":{\"place\":0,\"hash\":\"\"},\"billing\":{\"version\":\"2.1.\",\"entrypoint\":\"cli\",\"isSubagent\":false,\"previousRequestId\":\"req_011C\",\"promptId\":\"\",\"turnOrigin\":\"human\",\"promptIndex\":1,\"turnIndex\":1,\"previousMessageId\":\"msg_01\",\"previousPromptIndex\":null,\"previousTurnIndex\":null,\"fields\":[]},\"previousMessageId\":\"msg_01\",\"previousRequestId\":\"req_011C\",\"compaction\":null,\"afterCompaction\":null,\"goesOnFromSummary\":false,\"projectDirectory\":null,\"mode\":\"interactive\"},\"messageId\":\"msg_01\",\"requestId\":\"req_011C\",\"calls\":[]}",
		"{\"shape\":1,\"bodyHash\":\"\",\"facts\":{\"sessionId\":\"\",\"requestClass\":\"main\",\"isClassStated\":true,\"auxiliary\":null,\"agentId\":null,\"parentAgentId\":null,\"agentType\":null,\"isSubagent\":false,\"isFork\":false,\"forkedSkill\":null,\"taskHash\":null,\"promptId\":\""
	].join(""))
};
// src/main/store/heads.ts
const interimHeads = array(object({
	statusLine: string(),
	headers: rawHeaders
}));
/** The columns in the order in which they are packed. */
const packedHead = tuple([
	string().nullable(),
	rawHeaders,
	rawHeaders,
	interimHeads,
	string().nullable(),
	rawHeaders,
	rawHeaders
]);
/** Heads by the number of their exchange; null for an exchange that has none, or whose head is damaged: the others must not wait for it. */
function headReads(store) {
	const read = store.prepare(`
    SELECT request_line, request_headers, request_trailers, interim_heads, status_line, response_headers, response_trailers, packed
    FROM exchange_head WHERE exchange_number = ?`);
	return (exchange) => {
		const record = read.get(exchange);
		if (record === void 0) return null;
		try {
			return headOf(record);
		} catch {
			return null;
		}
	};
}
function headOf(record) {
	if (record.packed !== null) {
		const [requestLine, requestHeaders, requestTrailers, interim, statusLine, responseHeaders, responseTrailers] = packedHead.parse(JSON.parse(readCompactText("head", record.packed)));
		return {
			requestLine,
			requestHeaders,
			requestTrailers,
			interimHeads: interim,
			statusLine,
			responseHeaders,
			responseTrailers
		};
	}
	return {
		requestLine: record.request_line,
		requestHeaders: headersOf(record.request_headers),
		requestTrailers: headersOf(record.request_trailers),
		interimHeads: interimHeads.parse(JSON.parse(record.interim_heads)),
		statusLine: record.status_line,
		responseHeaders: headersOf(record.response_headers),
		responseTrailers: headersOf(record.response_trailers)
	};
}
function headersOf(json) {
	return rawHeaders.parse(JSON.parse(json));
}
// src/main/store/archive/archive-reads.ts
const maskList = array(tuple([number().int(), number().int()]));
/** What archives hold of an exchange besides its row, its heads and its octets; and what was imported. */
function archiveReads(store) {
	const readFacts = store.prepare(`
    SELECT number, prompt_id, stars, comment, rated_at_us FROM exchange LEFT JOIN rating ON rating.exchange_number = number
    WHERE id = ?`);
	const readHead = headReads(store);
	const readBody = store.prepare(`SELECT stored_bytes, complete, wire_sha256, stored_sha256, masks, decoded_from, arrivals
      FROM body LEFT JOIN body_arrivals ON body_number = number WHERE number = ?`);
	const listImports = store.prepare(`
    SELECT number, file_name, creator, imported_at_us, (SELECT count(*) FROM exchange WHERE import_number = import.number) AS exchanges
    FROM import ORDER BY number DESC`);
	const bodyOf = (number) => {
		const record = readBody.get(number);
		return record === void 0 ? null : archivedBody(record);
	};
	return {
		readArchived: (id) => {
			const facts = readFacts.get(id);
			if (facts === void 0) return null;
			const { stars, comment, rated_at_us: ratedAtUs } = facts;
			return {
				promptId: facts.prompt_id,
				interimHeads: readHead(facts.number)?.interimHeads ?? [],
				rating: stars === null || ratedAtUs === null ? null : {
					stars,
					comment,
					ratedAtUs
				},
				bodies: {
					request: bodyOf(bodyNumber(facts.number, "request")),
					response: bodyOf(bodyNumber(facts.number, "response"))
				}
			};
		},
		listImports: () => listImports.all().map(importOf)
	};
}
function importOf(record) {
	return {
		number: record.number,
		fileName: record.file_name,
		creator: record.creator,
		importedAtUs: record.imported_at_us,
		exchanges: record.exchanges
	};
}
function archivedBody(record) {
	return {
		storedBytes: record.stored_bytes,
		complete: record.complete !== 0,
		masks: maskList.parse(JSON.parse(record.masks)),
		wireSha256: hexOf(record.wire_sha256),
		storedSha256: hexOf(record.stored_sha256),
		decodedFrom: record.decoded_from,
		arrivals: record.arrivals
	};
}
function hexOf(hash) {
	return hash === null ? null : Buffer.from(hash).toString("hex");
}
// src/domain/http/content-codings.ts
const codingNamed = /* @__PURE__ */ new Map([
	["gzip", "gzip"],
	["x-gzip", "gzip"],
	["deflate", "deflate"],
	["x-deflate", "deflate"],
	["br", "br"],
	["zstd", "zstd"]
]);
/** More codings on top of one another than anybody has a use for. */
const mostCodings = 4;
/**
* The codings that a `Content-Encoding` names (RFC 9110, section 8.4), in the order in which they are to be taken off: the last
* one first. Null where we do not know one of them, or they are too many. Whoever searches a body for credentials and whoever
* unpacks it to be looked at both ask here: nobody is to see what could not be searched.
*/
function contentCodings(contentEncoding) {
	const names = (contentEncoding ?? "").split(",").map((name) => name.trim().toLowerCase());
	const codings = [];
	for (const name of names.toReversed()) {
		if (name === "" || name === "identity") continue;
		const coding = codingNamed.get(name);
		if (coding === void 0 || codings.length === mostCodings) return null;
		codings.push(coding);
	}
	return codings;
}
/**
* The codings that are on a body as it is framed, named as in a `Content-Encoding`; null where there are none. Transfer codings are
* outside the content's (RFC 9112, section 6.1), and only `chunked` at their end belongs to the framing.
*/
function bodyCodings(headers) {
	const content = headerValue(headers, "content-encoding");
	const transfer = transferCodings(headers);
	const unframed = transfer.slice(0, transfer.findLastIndex((coding) => coding.toLowerCase() !== "chunked") + 1);
	if (unframed.length === 0) return content;
	return [...content === null ? [] : [content], ...unframed].join(", ");
}
/** The codings that a `Transfer-Encoding` names, the last one outermost. */
function transferCodings(headers) {
	return (headerValue(headers, "transfer-encoding")?.split(",") ?? []).map((item) => item.trim()).filter((item) => item !== "");
}
// src/domain/http/arrivals.ts
/** A tenth of a millisecond: more than the clock of two machines agrees on, and half as long to write as microseconds. */
const tickUs = 100;
/** What `packArrivals` made, to the tenth of a millisecond. None where it is damaged. */
function unpackArrivals(packed) {
	let values;
	try {
		values = unpackNumbers(packed);
	} catch {
		return [];
	}
	const arrivals = [];
	let offset = 0;
	let ticks = 0;
	for (let at = 0; at + 1 < values.length; at += 2) {
		offset += values[at] ?? 0;
		ticks += values[at + 1] ?? 0;
		if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(ticks * tickUs)) return [];
		arrivals.push({
			offset,
			afterUs: ticks * tickUs
		});
	}
	return arrivals;
}
// src/main/store/bodies/body-packing.ts
/** The octets of a piece, which must be `bytes` long. */
function unpackPiece(piece, bytes) {
	const octets = piece.packing === "raw" ? piece.octets : brotliDecompressSync(piece.octets, { maxOutputLength: bytes });
	if (octets.byteLength !== bytes) throw new Error(`reading a body: a piece has ${octets.byteLength} bytes, not ${bytes}`);
	return octets;
}
// src/main/store/content/pack-texts.ts
/** Throws on a pack that is damaged. */
function unpackTexts({ lengths, bytes, packing, octets: stored }) {
	const octets = packing === "raw" ? stored : brotliDecompressSync(stored, { maxOutputLength: bytes });
	const starts = [0];
	for (const length of unpackNumbers(lengths)) starts.push((starts.at(-1) ?? 0) + length);
	if (octets.byteLength !== bytes || starts.at(-1) !== bytes) throw new Error(`reading a pack: it has ${octets.byteLength} bytes, not ${bytes}`);
	return {
		starts,
		octets
	};
}
// src/main/store/content/text-runs.ts
/** What `packRuns` made. Throws on what ends within a number. */
function unpackRuns(packed) {
	const values = unpackNumbers(packed);
	const runs = [];
	let end = 0;
	for (let at = 0; at + 1 < values.length; at += 2) {
		const step = values[at] ?? 0;
		const first = end + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
		const count = values[at + 1] ?? 0;
		runs.push({
			first,
			count
		});
		end = first + count;
	}
	return runs;
}
/**
* Calls `found` for those of `wanted`, which are in ascending order, that are in packed runs, until it answers false. Nothing is unpacked: it is
* asked of every body there is.
*/
function eachInRuns(packed, wanted, found) {
	let end = 0;
	let at = 0;
	const next = () => {
		let value = 0;
		for (let scale = 1; at < packed.length; scale *= 128) {
			const byte = packed[at] ?? 0;
			at += 1;
			value += (byte & 127) * scale;
			if (byte < 128) break;
		}
		return value;
	};
	while (at < packed.length) {
		const step = next();
		const first = end + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
		end = first + next();
		for (let index = firstNotBelow(wanted, first); index < wanted.length; index += 1) {
			const number = wanted[index] ?? end;
			if (number >= end) break;
			if (!found(number)) return;
		}
	}
}
/** The index of the first of `sorted` that is `least` or more; their number where none is. */
function firstNotBelow(sorted, least) {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = low + high >>> 1;
		if ((sorted[middle] ?? 0) < least) low = middle + 1;
		else high = middle;
	}
	return low;
}
// src/main/store/content/body-texts.ts
/** Unpacked packs are remembered: requests of a conversation have most of theirs in common. */
const rememberedBytes = 33554432;
function bodyTexts(store) {
	const readPieces = store.prepare("SELECT bytes, packing, octets FROM body_piece WHERE body_number = ? ORDER BY start");
	const packs = new PackReader(store);
	return {
		join: (runs) => {
			const parts = [];
			try {
				for (const { first, count } of unpackRuns(runs)) for (let number = first; number < first + count;) {
					const { firstText, pack } = packs.read(number);
					const index = number - firstText;
					const taken = Math.min(first + count - number, pack.starts.length - 1 - index);
					parts.push(pack.octets.subarray(pack.starts[index], pack.starts[index + taken]));
					number += taken;
				}
			} catch {
				return {
					octets: Buffer.concat(parts),
					sound: false
				};
			}
			return {
				octets: Buffer.concat(parts),
				sound: true
			};
		},
		joinPieces: (bodyNumber) => {
			const parts = [];
			try {
				for (const piece of readPieces.iterate(bodyNumber)) parts.push(unpackPiece(piece, piece.bytes));
			} catch {
				return {
					octets: Buffer.concat(parts),
					sound: false
				};
			}
			return {
				octets: Buffer.concat(parts),
				sound: true
			};
		},
		readText: (number) => {
			try {
				const { firstText, pack } = packs.read(number);
				return pack.octets.subarray(pack.starts[number - firstText], pack.starts[number - firstText + 1]);
			} catch {
				return null;
			}
		}
	};
}
var PackReader = class {
	#findPack;
	#readPack;
	/** The least recently read first. */
	#remembered = /* @__PURE__ */ new Map();
	#bytes = 0;
	constructor(store) {
		this.#findPack = store.prepare("SELECT first_text FROM text WHERE number = ?").pluck();
		this.#readPack = store.prepare("SELECT first_text, lengths, bytes, packing, octets FROM pack WHERE first_text = ?");
	}
	/** The pack that a text is in. Throws where there is none, or where it is damaged. */
	read(text) {
		const firstText = this.#findPack.get(text);
		if (firstText === void 0) throw new Error(`reading a body: its text ${text} is not stored`);
		const known = this.#remembered.get(firstText);
		if (known !== void 0) {
			this.#remembered.delete(firstText);
			this.#remembered.set(firstText, known);
			return {
				firstText,
				pack: known
			};
		}
		const record = this.#readPack.get(firstText);
		if (record === void 0) throw new Error(`reading a body: the pack ${firstText} is not stored`);
		const pack = unpackTexts(record);
		this.#remember(firstText, pack);
		return {
			firstText,
			pack
		};
	}
	#remember(firstText, pack) {
		this.#remembered.set(firstText, pack);
		this.#bytes += pack.octets.byteLength;
		for (const [oldest, { octets }] of this.#remembered) {
			if (this.#bytes <= rememberedBytes || oldest === firstText) break;
			this.#remembered.delete(oldest);
			this.#bytes -= octets.byteLength;
		}
	}
};
// src/main/store/bodies/body-reads.ts
/** Bodies put together from their texts, or from the pieces that they came in. */
function bodyReads(store) {
	const findNumber = store.prepare("SELECT number FROM exchange WHERE id = ?").pluck();
	const readArrivals = store.prepare("SELECT arrivals FROM body_arrivals WHERE body_number = ?").pluck();
	const read = numberedBodyReads(store);
	return {
		readBody: (id, side) => {
			const exchange = findNumber.get(id);
			return exchange === void 0 ? null : read(exchange, side);
		},
		readArrivals: (id) => {
			const exchange = findNumber.get(id);
			const packed = exchange === void 0 ? void 0 : readArrivals.get(bodyNumber(exchange, "response"));
			return packed === void 0 ? [] : unpackArrivals(packed);
		}
	};
}
/** The same by the number of the exchange. */
function numberedBodyReads(store) {
	const readRecord = store.prepare("SELECT stored_bytes, complete, decoded_from, stored_sha256, texts FROM body WHERE number = ?");
	const readHead = headReads(store);
	const texts = bodyTexts(store);
	const read = store.transaction((number) => {
		const record = readRecord.get(number);
		if (record === void 0) return null;
		return {
			record,
			joined: record.texts === null ? texts.joinPieces(number) : texts.join(record.texts)
		};
	});
	return (exchange, side) => {
		const found = read(bodyNumber(exchange, side));
		if (found === null) return null;
		const { record, joined } = found;
		const head = readHead(exchange);
		const headers = (side === "request" ? head?.requestHeaders : head?.responseHeaders) ?? [];
		return {
			octets: joined.octets,
			contentType: headerValue(headers, "content-type"),
			contentEncoding: record.decoded_from === null ? bodyCodings(headers) : null,
			decodedFrom: record.decoded_from,
			complete: record.complete !== 0 && isAsStored(joined, record)
		};
	};
}
/** Whether what was put together is what the recorder stored, by its hash where there is one. */
function isAsStored({ octets, sound }, { stored_bytes: bytes, stored_sha256: hash }) {
	if (!sound) return false;
	if (hash === null) return octets.byteLength === bytes;
	return createHash("sha256").update(octets).digest().equals(hash);
}
// src/main/store/costs/cost-columns.ts
/** The figures of a group of exchanges that have a bill. */
const figureColumns$1 = `
  count(*) AS exchanges, coalesce(sum(prompt_tokens), 0) AS prompt_tokens, coalesce(sum(cache_read_tokens), 0) AS read_tokens,
  coalesce(sum(cache_write_1h_tokens), 0) AS written_1h_tokens, coalesce(sum(cache_write_5m_tokens), 0) AS written_5m_tokens,
  coalesce(sum(input_tokens), 0) AS plain_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
  sum(cost_micro_usd) AS cost_micro_usd, count(*) FILTER (WHERE cost_micro_usd IS NULL) AS without_price`;
/** Which exchanges, among those that have a bill. What was imported is nobody's bill here: it counts in its own session alone. */
function conditionsOf({ sessionId, fromUs, untilUs }) {
	const conditions = ["has_usage = 1"];
	const values = {};
	if (sessionId !== void 0) {
		conditions.push("session_key = @sessionId");
		values["sessionId"] = sessionId;
	} else conditions.push("import_number IS NULL");
	if (fromUs !== void 0) {
		conditions.push("request_started_at_us >= @fromUs");
		values["fromUs"] = fromUs;
	}
	if (untilUs !== void 0) {
		conditions.push("request_started_at_us < @untilUs");
		values["untilUs"] = untilUs;
	}
	return {
		where: conditions.join(" AND "),
		values
	};
}
function figuresOf$2(record) {
	return {
		exchanges: record.exchanges,
		promptTokens: record.prompt_tokens,
		tokensByState: {
			read: record.read_tokens,
			"written-1h": record.written_1h_tokens,
			"written-5m": record.written_5m_tokens,
			plain: record.plain_tokens
		},
		outputTokens: record.output_tokens,
		costMicroUsd: record.cost_micro_usd,
		withoutPrice: record.without_price
	};
}
// src/domain/cost/cache-state.ts
function addTokens(one, other) {
	return {
		read: one.read + other.read,
		"written-1h": one["written-1h"] + other["written-1h"],
		"written-5m": one["written-5m"] + other["written-5m"],
		plain: one.plain + other.plain
	};
}
// src/main/store/costs/source-cost-reads.ts
/** Costs by source or owner: of whole days from the sums, of a session and of parts of days from each exchange. */
function costsBySource(store, query, by) {
	const figures = /* @__PURE__ */ new Map();
	for (const record of recordsOf(store, query, by)) {
		const known = figures.get(record.grouped);
		figures.set(record.grouped, known === void 0 ? figuresOf$2(record) : sumOf(known, figuresOf$2(record)));
	}
	const sources = store.prepare("SELECT number, key, kind, name, owner FROM source").all();
	const entries = /* @__PURE__ */ new Map();
	for (const { number, key, kind, name, owner } of sources) {
		const grouped = by === "source" ? `s:${number}` : `o:${owner}`;
		const of = figures.get(grouped);
		if (of === void 0 || of.exchanges === 0 || entries.has(grouped)) continue;
		const isSource = by === "source";
		entries.set(grouped, {
			key: isSource ? key : owner ?? "",
			sessionId: null,
			name,
			kind: isSource ? kind : null,
			group: sourceGroup(kind),
			...of
		});
	}
	return [...entries.values()];
}
function recordsOf(store, query, by) {
	const { fromUs, untilUs } = query;
	const fromDay = fromUs === void 0 ? null : dayOf(fromUs - 1) + 1;
	const untilDay = untilUs === void 0 ? null : dayOf(untilUs);
	if (query.sessionId !== void 0 || fromDay !== null && untilDay !== null && fromDay >= untilDay) return ofExchanges(store, query, by);
	const before = fromUs === void 0 || fromDay === null ? [] : ofExchanges(store, {
		...query,
		fromUs,
		untilUs: startOfDay(fromDay)
	}, by);
	const after = untilUs === void 0 || untilDay === null ? [] : ofExchanges(store, {
		...query,
		fromUs: startOfDay(untilDay),
		untilUs
	}, by);
	return [
		...before,
		...ofDays(store, fromDay, untilDay, by),
		...after
	];
}
function ofDays(store, fromDay, untilDay, by) {
	return store.prepare(`
    SELECT grouped, sum(exchanges) AS exchanges, sum(tokens) AS prompt_tokens, sum(read_tokens) AS read_tokens,
      sum(written_1h_tokens) AS written_1h_tokens, sum(written_5m_tokens) AS written_5m_tokens, sum(plain_tokens) AS plain_tokens,
      0 AS output_tokens, iif(sum(priced) = 0, NULL, sum(cost_micro_usd)) AS cost_micro_usd, sum(without_price) AS without_price
    FROM cost_day WHERE day >= ? AND day < ? AND grouped GLOB ? GROUP BY grouped`).all(fromDay ?? Number.MIN_SAFE_INTEGER, untilDay ?? Number.MAX_SAFE_INTEGER, by === "source" ? "s:*" : "o:*");
}
function ofExchanges(store, query, by) {
	const { where, values } = conditionsOf(query);
	const grouped = by === "source" ? "'s:' || source.number" : "'o:' || source.owner";
	return store.prepare(`
    SELECT ${grouped} AS grouped, count(DISTINCT exchange.number) AS exchanges, coalesce(sum(used.tokens), 0) AS prompt_tokens,
      coalesce(sum(used.read_tokens), 0) AS read_tokens, coalesce(sum(used.written_1h_tokens), 0) AS written_1h_tokens,
      coalesce(sum(used.written_5m_tokens), 0) AS written_5m_tokens, coalesce(sum(used.plain_tokens), 0) AS plain_tokens,
      0 AS output_tokens, sum(used.cost_micro_usd) AS cost_micro_usd,
      count(DISTINCT iif(exchange.cost_micro_usd IS NULL, exchange.number, NULL)) AS without_price
    FROM exchange CROSS JOIN exchange_source AS used ON used.exchange_number = exchange.number
      CROSS JOIN source ON source.number = used.source_number
    WHERE ${where} AND (is_summed = 1 OR import_number IS NOT NULL) GROUP BY 1`).all(values);
}
function sumOf(one, other) {
	const isKnown = one.costMicroUsd !== null || other.costMicroUsd !== null;
	return {
		exchanges: one.exchanges + other.exchanges,
		promptTokens: one.promptTokens + other.promptTokens,
		tokensByState: addTokens(one.tokensByState, other.tokensByState),
		outputTokens: one.outputTokens + other.outputTokens,
		costMicroUsd: isKnown ? (one.costMicroUsd ?? 0) + (other.costMicroUsd ?? 0) : null,
		withoutPrice: one.withoutPrice + other.withoutPrice
	};
}
// src/main/store/costs/removed-costs.ts
/** Day by day, of the days that lie in a range whole: as with the sums by source, parts of days have only what has its row. */
function removedDays(store, { sessionId, fromUs, untilUs }) {
	if (sessionId !== void 0) return [];
	const fromDay = fromUs === void 0 ? Number.MIN_SAFE_INTEGER : dayOf(fromUs - 1) + 1;
	const untilDay = untilUs === void 0 ? Number.MAX_SAFE_INTEGER : dayOf(untilUs);
	return store.prepare(`
      SELECT date(day * 86400, 'unixepoch') AS date, exchanges, prompt_tokens, read_tokens, written_1h_tokens, written_5m_tokens, plain_tokens,
        output_tokens, iif(priced = 0, NULL, cost_micro_usd) AS cost_micro_usd, exchanges - priced AS without_price, subscription_micro_usd,
        output_micro_usd, web_search_micro_usd
      FROM removed_day WHERE day >= ? AND day < ?`).all(fromDay, untilDay);
}
/** The figures of both together; what neither knows is null. */
function addFigures(one, other) {
	const sum = { ...one };
	for (const name of Object.keys(one)) {
		const [left, right] = [one[name], other[name]];
		if (typeof left === "number" || typeof right === "number") Object.assign(sum, { [name]: Number(left ?? 0) + Number(right ?? 0) });
	}
	return sum;
}
// src/main/store/costs/cost-reads.ts
/** What exchanges are grouped by, and what a group is called. */
const groupings = {
	turn: {
		key: "turn_key",
		session: "session_key",
		name: "max(title) FILTER (WHERE request_class = 'main')"
	},
	thread: {
		key: "thread_key",
		session: "session_key",
		name: "max(agent_name)"
	},
	session: {
		key: "session_key",
		session: "NULL",
		name: `(SELECT title FROM exchange AS titled WHERE titled.session_key = exchange.session_key
    AND title IS NOT NULL AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1)`
	},
	day: {
		key: "date(request_started_at_us / 1000000, 'unixepoch', 'localtime')",
		session: "NULL",
		name: "NULL"
	},
	model: {
		key: "model",
		session: "NULL",
		name: "NULL"
	}
};
/** Costs of the exchanges that have a bill. All sums are of whole micro-dollars. */
function costReads(store) {
	const read = store.transaction((query) => {
		const total = readTotal(store, query);
		const dearest = (query.by === "source" || query.by === "owner" ? withTheRest(costsBySource(store, query, query.by), total) : byExchange(store, query, query.by)).toSorted(byCost);
		return {
			by: query.by,
			entries: dearest.slice(0, query.limit),
			entryCount: dearest.length,
			total: {
				...figuresOf$2(total),
				subscriptionMicroUsd: total.subscription_micro_usd
			}
		};
	});
	return { readCosts: (query) => read(query) };
}
/** Of all that has a bill, with what was removed. */
function readTotal(store, query) {
	const { where, values } = conditionsOf(query);
	const record = store.prepare(`
    SELECT ${figureColumns$1}, sum(cost_micro_usd) FILTER (WHERE billing = 'subscription') AS subscription_micro_usd,
      sum(output_micro_usd) AS output_micro_usd, sum(web_search_micro_usd) AS web_search_micro_usd
    FROM exchange WHERE ${where}`).get(values);
	if (record === void 0) throw new Error("reading costs: a sum without a row");
	return removedDays(store, query).reduce((sum, { date: _date, ...figures }) => addFigures(sum, figures), record);
}
function byExchange(store, query, by) {
	const { where, values } = conditionsOf(query);
	const { key, session, name } = groupings[by];
	return withRemoved(store.prepare(`
    SELECT ${key} AS key, ${session} AS session_id, ${name} AS name, ${figureColumns$1}
    FROM exchange WHERE ${where} GROUP BY 1, 2`).all(values), removedDays(store, query), by).map((record) => ({
		key: record.key ?? "",
		sessionId: record.session_id,
		name: record.name,
		kind: null,
		group: null,
		...figuresOf$2(record)
	}));
}
/** Of what was removed only the day is known. */
function withRemoved(records, removed, by) {
	if (removed.length === 0) return records;
	const groups = new Map(records.map((record) => [`${record.key ?? ""} ${record.session_id ?? ""}`, record]));
	for (const { date, subscription_micro_usd: _subscription, output_micro_usd: _output, web_search_micro_usd: _searches, ...figures } of removed) {
		const key = by === "day" ? date : "";
		const known = groups.get(`${key} `);
		const added = {
			key,
			session_id: null,
			name: null,
			...figures
		};
		groups.set(`${key} `, known === void 0 ? added : {
			...addFigures(known, added),
			key: known.key,
			name: known.name
		});
	}
	return [...groups.values()];
}
/** Beside the sources: what responses wrote, what the API searched, and what could not be shared out. All sum to the total. */
function withTheRest(entries, total) {
	const { cost_micro_usd: all, output_micro_usd: output, web_search_micro_usd: searches } = total;
	const shared = entries.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), (output ?? 0) + (searches ?? 0));
	const rest = (all ?? 0) - shared;
	return [
		...entries,
		besides("output", output, total.output_tokens),
		...searches === null || searches === 0 ? [] : [besides("web-search", searches, 0)],
		...rest === 0 ? [] : [besides("unattributed", rest, 0)]
	];
}
function besides(key, costMicroUsd, outputTokens) {
	return {
		key,
		kind: key,
		sessionId: null,
		name: null,
		group: null,
		...noFigures,
		outputTokens,
		costMicroUsd
	};
}
const noFigures = {
	exchanges: 0,
	promptTokens: 0,
	tokensByState: {
		read: 0,
		"written-1h": 0,
		"written-5m": 0,
		plain: 0
	},
	outputTokens: 0,
	costMicroUsd: null,
	withoutPrice: 0
};
function byCost(one, other) {
	return (other.costMicroUsd ?? -1) - (one.costMicroUsd ?? -1) || other.promptTokens - one.promptTokens || (one.key < other.key ? -1 : 1);
}
// src/main/store/detail-reads.ts
/** One exchange with its heads. */
function detailReads(store) {
	const readRecord = store.prepare(`SELECT ${recordColumns} FROM exchange WHERE id = ?`);
	const readHead = headReads(store);
	return { readDetail: (id) => {
		const record = readRecord.get(id);
		if (record === void 0) return null;
		const head = readHead(record.number);
		const requestHeaders = head?.requestHeaders ?? [];
		const responseHeaders = head?.responseHeaders ?? [];
		return {
			row: rowOf(record),
			requestLine: head?.requestLine ?? null,
			requestHeaders,
			statusLine: head?.statusLine ?? null,
			responseHeaders,
			requestTrailers: head?.requestTrailers ?? [],
			responseTrailers: head?.responseTrailers ?? [],
			requestContentType: headerValue(requestHeaders, "content-type"),
			responseContentType: headerValue(responseHeaders, "content-type")
		};
	} };
}
// src/main/store/gap-reads.ts
/** Losses for the same reason that are no further apart are one gap. */
const mergedWithinUs = 6e7;
/** Stretches of time in which capture failed. */
function gapReads(store) {
	const list = store.prepare(`
    SELECT request_started_at_us AS from_us, max(request_started_at_us, coalesce(response_delivered_at_us, request_started_at_us)) AS until_us,
      error_code AS code, request_bytes, response_bytes
    FROM exchange INDEXED BY exchange_not_captured
    WHERE state IN ('uncaptured', 'interrupted') AND request_started_at_us >= ? AND request_started_at_us < ? AND import_number IS NULL
      AND error_code IN ('recorder-behind', 'recorder-failed', 'app-stopped', 'app-away')
    ORDER BY request_started_at_us, number`);
	return { listGaps: ({ fromUs = 0, untilUs = Number.MAX_SAFE_INTEGER, limit }) => {
		return mergeLosses(list.all(fromUs, untilUs).map((record) => ({
			fromUs: record.from_us,
			untilUs: record.until_us,
			code: record.code,
			requestBytes: record.request_bytes,
			responseBytes: record.response_bytes
		}))).toReversed().slice(0, limit);
	} };
}
/** Losses, in the order in which they began, as stretches of time; each reason has its own. The bytes are those that passed, in all. */
function mergeLosses(losses) {
	const gaps = [];
	const last = /* @__PURE__ */ new Map();
	for (const { fromUs, untilUs, code, requestBytes, responseBytes } of losses) {
		const index = last.get(code);
		const open = index === void 0 ? void 0 : gaps[index];
		if (index === void 0 || open === void 0 || fromUs > open.untilUs + mergedWithinUs) {
			last.set(code, gaps.length);
			gaps.push({
				fromUs,
				untilUs,
				code,
				exchanges: 1,
				requestBytes,
				responseBytes
			});
			continue;
		}
		gaps[index] = {
			...open,
			untilUs: Math.max(open.untilUs, untilUs),
			exchanges: open.exchanges + 1,
			requestBytes: open.requestBytes + requestBytes,
			responseBytes: open.responseBytes + responseBytes
		};
	}
	return gaps;
}
// src/domain/content/phrase.ts
const wordPattern = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;
/** A phrase of a text; a `*` at its end has the last word go on. Without words where there is nothing to look for. */
function phraseOf(text) {
	const isPrefix = text.endsWith("*");
	const written = [...text.matchAll(wordPattern)].map(([word]) => word);
	return {
		words: written.map(folded),
		written: written.join(" "),
		isPrefix
	};
}
/** Up to `most` places of a text that say one of the phrases, in order, none of them twice. */
function findPhrases(text, phrases, most) {
	const wanted = phrases.filter(({ words }) => words.length > 0);
	const longest = Math.max(0, ...wanted.map(({ words }) => words.length));
	const found = [];
	let last = [];
	for (const match of longest === 0 ? [] : text.matchAll(wordPattern)) {
		if (found.length >= most) break;
		last = [...last.slice(1 - longest || last.length), {
			start: match.index,
			end: match.index + match[0].length,
			word: folded(match[0])
		}];
		const ending = wanted.filter((phrase) => endsWith(last, phrase)).map(({ words }) => words.length);
		if (ending.length === 0) continue;
		const start = last.at(-Math.max(...ending))?.start ?? match.index;
		const before = found.at(-1);
		if (before !== void 0 && before.end > start) found.pop();
		found.push({
			start: before !== void 0 && before.end > start ? Math.min(before.start, start) : start,
			end: match.index + match[0].length
		});
	}
	return found;
}
function endsWith(last, { words, isPrefix }) {
	if (last.length < words.length) return false;
	return words.every((word, index) => {
		const said = last[last.length - words.length + index]?.word ?? "";
		return isPrefix && index === words.length - 1 ? said.startsWith(word) : said === word;
	});
}
function folded(word) {
	return word.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
// src/domain/content/excerpt.ts
const charsBefore = 60;
const charsInAll = 240;
const mostMatches = 50;
/** The first place of a text that says one of the phrases, with what stands around it; its beginning where none does. */
function excerptOf(said, phrases) {
	const matches = findPhrases(said, phrases, mostMatches);
	const start = startAt(said, (matches[0]?.start ?? 0) - charsBefore);
	const end = Math.min(said.length, start + charsInAll);
	return {
		text: said.slice(start, end).replaceAll(/\s/g, " "),
		matches: matches.filter((match) => match.end <= end).map((match) => ({
			start: match.start - start,
			end: match.end - start
		})),
		isCutBefore: start > 0,
		isCutAfter: end < said.length
	};
}
/** A little later where a word or a pair of surrogates would be cut. */
function startAt(said, wanted) {
	if (wanted <= 0) return 0;
	const space = said.slice(wanted, wanted + charsBefore / 2).search(/\s/);
	return space === -1 ? wanted + (/^[\uDC00-\uDFFF]/.test(said.slice(wanted, wanted + 1)) ? 1 : 0) : wanted + space + 1;
}
// src/domain/octets/octets-as-text.ts
/** Octets as UTF-8 text; what is not UTF-8 becomes U+FFFD. A byte order mark stays. */
function utf8Text(octets) {
	return new TextDecoder("utf-8", {
		fatal: false,
		ignoreBOM: true
	}).decode(octets);
}
Uint8Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", (character) => character.charCodeAt(0));
// src/domain/content/said.ts
const quote$2 = 34;
const backslash$2 = 92;
const colon$1 = 58;
/**
* Longer runs without white space, of these characters only, are images, signatures and the like: nobody looks for a word in them. Looked at from
* where a run begins alone: hostile text has many that are a little shorter.
*/
const codedText = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{200,}/g;
/**
* What a text of a JSON body (see `splitBody`) says: a long string's contents, or the strings within a frame, each on a line of its own, names of
* members left out; escapes undone. Empty where it says nothing. Never throws.
*/
function saidByJson(text) {
	const inFrame = stringsOfFrame(text);
	return withoutCoded(inFrame === null ? decodeJsonText(text, 0, text.length) : inFrame.join("\n"));
}
/** What a text of a body that is not JSON says. Empty for what is no text. */
function saidByPlain(text) {
	return text.includes(0) ? "" : withoutCoded(utf8Text(text));
}
function withoutCoded(said) {
	return said.replaceAll(codedText, " ");
}
/** Null for what holds no quote but escaped ones: the contents of a string. */
function stringsOfFrame(text) {
	const strings = [];
	let start = -1;
	let isFrame = false;
	for (let at = text.indexOf(quote$2); at !== -1; at = text.indexOf(quote$2, at + 1)) {
		if (isEscaped(text, at)) continue;
		isFrame = true;
		if (at === 0) continue;
		if (start === -1) start = at + 1;
		else {
			if (at > start && text[at + 1] !== colon$1) strings.push(decodeJsonText(text, start, at));
			start = -1;
		}
	}
	return isFrame ? strings : null;
}
function isEscaped(text, at) {
	let slashes = 0;
	while (text[at - slashes - 1] === backslash$2) slashes += 1;
	return slashes % 2 === 1;
}
// src/domain/content/split-body.ts
const fine = {
	longStringBytes: 192,
	framingBytes: 256
};
/** A body of two hundred thousand small messages would be as many texts, and take half a minute to store. */
const coarse = {
	longStringBytes: 2048,
	framingBytes: 4096
};
const fineUpToBytes = 8388608;
/** No text is longer. */
const longestTextBytes = 1048576;
const quote$1 = 34;
const backslash$1 = 92;
const openBrace$1 = 123;
const closeBrace$1 = 125;
const openBracket$1 = 91;
const closeBracket$1 = 93;
const comma$1 = 44;
/**
* Cuts a body where Claude Code repeats itself: the next request of a conversation has the same tools, system prompt and messages, in JSON that
* is written the same, but for a cache mark that moves. So each long string is a text, and so is what stands between two of them. Any octets
* are cut into texts that make them up; what is not JSON, by length alone. The same strings and frames are the same texts wherever they stand.
*/
function splitBody(octets) {
	return withinLength(isJson(octets) ? jsonEnds(octets, octets.length <= fineUpToBytes ? fine : coarse) : [], octets.length);
}
/** Whether `splitBody` takes a body for JSON: it begins as an object or a list. */
function isJson(octets) {
	return octets[0] === openBrace$1 || octets[0] === openBracket$1;
}
/** Frames end behind the quote that opens a long string, and begin with the one that closes it. */
function jsonEnds(octets, { longStringBytes, framingBytes }) {
	const ends = [];
	let depth = 0;
	let textStart = 0;
	const cut = (at) => {
		ends.push(at);
		textStart = at;
	};
	for (let at = 0; at < octets.length; at += 1) {
		const byte = octets[at];
		if (byte === quote$1) {
			const end = endOfContents(octets, at + 1);
			if (end - at - 1 >= longStringBytes) {
				cut(at + 1);
				cut(end);
			}
			at = end;
		} else if (byte === openBrace$1 || byte === openBracket$1) depth += 1;
		else if (byte === closeBrace$1 || byte === closeBracket$1) depth -= 1;
		else if (byte === comma$1 && depth === 2 && at + 1 - textStart >= framingBytes && octets[at + 1] !== quote$1) cut(at + 1);
	}
	return ends;
}
/** The offset of the quote that closes the string whose contents begin at `start`; the end of the body where there is none. */
function endOfContents(octets, start) {
	for (let from = start;;) {
		const end = octets.indexOf(quote$1, from);
		if (end === -1) return octets.length;
		let slashes = 0;
		while (end - slashes > start && octets[end - slashes - 1] === backslash$1) slashes += 1;
		if (slashes % 2 === 0) return end;
		from = end + 1;
	}
}
function withinLength(ends, length) {
	const bounded = [];
	let start = 0;
	for (const end of ends.at(-1) === length ? ends : [...ends, length]) {
		while (end - start > longestTextBytes) {
			start += longestTextBytes;
			bounded.push(start);
		}
		if (end > start) bounded.push(end);
		start = end;
	}
	return bounded;
}
// node_modules/eventsource-parser/dist/index.js
var ParseError = class extends Error {
	constructor(message, options) {
		super(message), this.name = "ParseError", this.type = options.type, this.field = options.field, this.value = options.value, this.line = options.line;
	}
};
const LF = 10;
const CR = 13;
const SPACE = 32;
function noop$1(_arg) {}
function createParser(config) {
	if (typeof config == "function") throw new TypeError("`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?");
	const { onEvent = noop$1, onError = noop$1, onRetry = noop$1, onComment, maxBufferSize } = config, pendingFragments = [];
	let pendingFragmentsLength = 0, isFirstChunk = !0, id, data = "", dataLines = 0, eventType, terminated = !1;
	function feed(chunk) {
		if (terminated) throw new Error("Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing.");
		if (isFirstChunk && (isFirstChunk = !1, chunk.charCodeAt(0) === 239 && chunk.charCodeAt(1) === 187 && chunk.charCodeAt(2) === 191 && (chunk = chunk.slice(3))), pendingFragments.length === 0) {
			const trailing2 = processLines(chunk);
			trailing2 !== "" && (pendingFragments.push(trailing2), pendingFragmentsLength = trailing2.length), checkBufferSize();
			return;
		}
		if (chunk.indexOf(`
`) === -1 && chunk.indexOf("\r") === -1) {
			pendingFragments.push(chunk), pendingFragmentsLength += chunk.length, checkBufferSize();
			return;
		}
		pendingFragments.push(chunk);
		const input = pendingFragments.join("");
		pendingFragments.length = 0, pendingFragmentsLength = 0;
		const trailing = processLines(input);
		trailing !== "" && (pendingFragments.push(trailing), pendingFragmentsLength = trailing.length), checkBufferSize();
	}
	function checkBufferSize() {
		maxBufferSize !== void 0 && (pendingFragmentsLength + data.length <= maxBufferSize || (terminated = !0, pendingFragments.length = 0, pendingFragmentsLength = 0, id = void 0, data = "", dataLines = 0, eventType = void 0, onError(new ParseError(`Buffered data exceeded max buffer size of ${maxBufferSize} characters`, { type: "max-buffer-size-exceeded" }))));
	}
	function processLines(chunk) {
		let searchIndex = 0;
		if (chunk.indexOf("\r") === -1) {
			let lfIndex = chunk.indexOf(`
`, searchIndex);
			for (; lfIndex !== -1;) {
				if (searchIndex === lfIndex) {
					dataLines > 0 && onEvent({
						id,
						event: eventType,
						data
					}), id = void 0, data = "", dataLines = 0, eventType = void 0, searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`
`, searchIndex);
					continue;
				}
				const firstCharCode = chunk.charCodeAt(searchIndex);
				if (isDataPrefix(chunk, searchIndex, firstCharCode)) {
					const valueStart = chunk.charCodeAt(searchIndex + 5) === SPACE ? searchIndex + 6 : searchIndex + 5, value = chunk.slice(valueStart, lfIndex);
					if (dataLines === 0 && chunk.charCodeAt(lfIndex + 1) === LF) {
						onEvent({
							id,
							event: eventType,
							data: value
						}), id = void 0, data = "", eventType = void 0, searchIndex = lfIndex + 2, lfIndex = chunk.indexOf(`
`, searchIndex);
						continue;
					}
					data = dataLines === 0 ? value : `${data}
${value}`, dataLines++;
				} else isEventPrefix(chunk, searchIndex, firstCharCode) ? eventType = chunk.slice(chunk.charCodeAt(searchIndex + 6) === SPACE ? searchIndex + 7 : searchIndex + 6, lfIndex) || void 0 : parseLine(chunk, searchIndex, lfIndex);
				searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`
`, searchIndex);
			}
			return chunk.slice(searchIndex);
		}
		for (; searchIndex < chunk.length;) {
			const crIndex = chunk.indexOf("\r", searchIndex), lfIndex = chunk.indexOf(`
`, searchIndex);
			let lineEnd = -1;
			if (crIndex !== -1 && lfIndex !== -1 ? lineEnd = crIndex < lfIndex ? crIndex : lfIndex : crIndex !== -1 ? crIndex === chunk.length - 1 ? lineEnd = -1 : lineEnd = crIndex : lfIndex !== -1 && (lineEnd = lfIndex), lineEnd === -1) break;
			parseLine(chunk, searchIndex, lineEnd), searchIndex = lineEnd + 1, chunk.charCodeAt(searchIndex - 1) === CR && chunk.charCodeAt(searchIndex) === LF && searchIndex++;
		}
		return chunk.slice(searchIndex);
	}
	function parseLine(chunk, start, end) {
		if (start === end) {
			dispatchEvent();
			return;
		}
		const firstCharCode = chunk.charCodeAt(start);
		if (isDataPrefix(chunk, start, firstCharCode)) {
			const valueStart = chunk.charCodeAt(start + 5) === SPACE ? start + 6 : start + 5, value2 = chunk.slice(valueStart, end);
			data = dataLines === 0 ? value2 : `${data}
${value2}`, dataLines++;
			return;
		}
		if (isEventPrefix(chunk, start, firstCharCode)) {
			eventType = chunk.slice(chunk.charCodeAt(start + 6) === SPACE ? start + 7 : start + 6, end) || void 0;
			return;
		}
		if (firstCharCode === 105 && chunk.charCodeAt(start + 1) === 100 && chunk.charCodeAt(start + 2) === 58) {
			const value2 = chunk.slice(chunk.charCodeAt(start + 3) === SPACE ? start + 4 : start + 3, end);
			value2.includes("\0") || (id = value2);
			return;
		}
		if (firstCharCode === 58) {
			if (onComment) {
				const line2 = chunk.slice(start, end);
				onComment(line2.slice(chunk.charCodeAt(start + 1) === SPACE ? 2 : 1));
			}
			return;
		}
		const line = chunk.slice(start, end), fieldSeparatorIndex = line.indexOf(":");
		if (fieldSeparatorIndex === -1) {
			processField(line, "", line);
			return;
		}
		const field = line.slice(0, fieldSeparatorIndex), offset = line.charCodeAt(fieldSeparatorIndex + 1) === SPACE ? 2 : 1;
		processField(field, line.slice(fieldSeparatorIndex + offset), line);
	}
	function processField(field, value, line) {
		switch (field) {
			case "event":
				eventType = value || void 0;
				break;
			case "data":
				data = dataLines === 0 ? value : `${data}
${value}`, dataLines++;
				break;
			case "id":
				value.includes("\0") || (id = value);
				break;
			case "retry":
				/^\d+$/.test(value) ? onRetry(parseInt(value, 10)) : onError(new ParseError(`Invalid \`retry\` value: "${value}"`, {
					type: "invalid-retry",
					value,
					line
				}));
				break;
			default: onError(new ParseError(`Unknown field "${field.length > 20 ? `${field.slice(0, 20)}\u2026` : field}"`, {
				type: "unknown-field",
				field,
				value,
				line
			}));
		}
	}
	function dispatchEvent() {
		dataLines > 0 && onEvent({
			id,
			event: eventType,
			data
		}), id = void 0, data = "", dataLines = 0, eventType = void 0;
	}
	function reset(options = {}) {
		if (options.consume && pendingFragments.length > 0) {
			const incompleteLine = pendingFragments.join("");
			parseLine(incompleteLine, 0, incompleteLine.length);
		}
		isFirstChunk = !0, id = void 0, data = "", dataLines = 0, eventType = void 0, pendingFragments.length = 0, pendingFragmentsLength = 0, terminated = !1;
	}
	return {
		feed,
		reset
	};
}
function isDataPrefix(chunk, i, firstCharCode) {
	return firstCharCode === 100 && chunk.charCodeAt(i + 1) === 97 && chunk.charCodeAt(i + 2) === 116 && chunk.charCodeAt(i + 3) === 97 && chunk.charCodeAt(i + 4) === 58;
}
function isEventPrefix(chunk, i, firstCharCode) {
	return firstCharCode === 101 && chunk.charCodeAt(i + 1) === 118 && chunk.charCodeAt(i + 2) === 101 && chunk.charCodeAt(i + 3) === 110 && chunk.charCodeAt(i + 4) === 116 && chunk.charCodeAt(i + 5) === 58;
}
/** Writes a parsed value as JSON, however deep it is: what is deeper than `deepestWritten` levels is written as "…". */
function boundedJson(value) {
	return JSON.stringify(isDeeper(value, 200) ? cutBelow(value, 200) : value);
}
/** Whether arrays and objects stand in each other more than `levels` deep. */
function isDeeper(value, levels) {
	let holders = [value].filter(isHolder);
	for (let depth = 1; holders.length > 0; depth += 1) {
		if (depth > levels) return true;
		holders = holders.flatMap((holder) => Object.values(holder).filter(isHolder));
	}
	return false;
}
function cutBelow(value, levels) {
	if (!isHolder(value)) return value;
	if (levels === 0) return "…";
	if (Array.isArray(value)) return value.map((item) => cutBelow(item, levels - 1));
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutBelow(item, levels - 1)]));
}
function isHolder(value) {
	return typeof value === "object" && value !== null;
}
// src/domain/anthropic/read-usage.ts
/**
* The `usage` of a response, or null where it has none. Cache writes are split by their `cache_creation`; what that leaves
* of `cache_creation_input_tokens`, or all of it, counts as written for five minutes, the default of the API.
*/
function readUsage(value) {
	const usage = wireRecord(value);
	if (usage === null) return null;
	const searches = wireCount(wireRecord(usage["server_tool_use"])?.["web_search_requests"]);
	return {
		inputTokens: wireCount(usage["input_tokens"]),
		cacheReadTokens: wireCount(usage["cache_read_input_tokens"]),
		...cacheWrites(usage),
		outputTokens: wireCount(usage["output_tokens"]),
		...searches === null ? {} : { webSearchRequests: searches }
	};
}
/** The usage of a message so far, overridden by the figures that a later event states. */
function laterUsage(sofar, later) {
	const stated = Object.entries(wireRecord(later) ?? {}).filter(([, figure]) => figure !== null);
	return stated.length === 0 ? sofar : {
		...sofar,
		...Object.fromEntries(stated)
	};
}
function cacheWrites(usage) {
	const split = wireRecord(usage["cache_creation"]);
	const split5m = wireCount(split?.["ephemeral_5m_input_tokens"]);
	const split1h = wireCount(split?.["ephemeral_1h_input_tokens"]);
	const total = wireCount(usage["cache_creation_input_tokens"]);
	if (total === null) return {
		cacheWrite5mTokens: split5m,
		cacheWrite1hTokens: split1h
	};
	const for1h = Math.min(split1h ?? 0, total);
	return {
		cacheWrite5mTokens: total - for1h,
		cacheWrite1hTokens: split1h === null ? null : for1h
	};
}
// src/domain/anthropic/assembled-message.ts
/** A message as its events come in. Takes any value as an event; what it does not know leaves it unchanged. */
var MessageAssembly = class {
	#start = {};
	#usage = null;
	#outputStated = false;
	#stopReason = null;
	#error = null;
	#ended = false;
	#blocks = /* @__PURE__ */ new Map();
	take(value) {
		const event = wireRecord(value);
		switch (event?.["type"]) {
			case "message_start":
				this.#start = wireRecord(event["message"]) ?? {};
				this.#usage = laterUsage(null, this.#start["usage"]);
				break;
			case "content_block_start":
				this.#blocks.set(indexOf(event), new OpenBlock(wireRecord(event["content_block"]) ?? {}));
				break;
			case "content_block_delta":
				this.#blocks.get(indexOf(event))?.take(wireRecord(event["delta"]) ?? {});
				break;
			case "content_block_stop":
				this.#blocks.get(indexOf(event))?.end();
				break;
			case "message_delta":
				this.#stopReason = wireString(wireRecord(event["delta"])?.["stop_reason"]) ?? this.#stopReason;
				this.#usage = laterUsage(this.#usage, event["usage"]);
				this.#outputStated ||= wireRecord(event["usage"])?.["output_tokens"] !== void 0;
				break;
			case "message_stop":
				this.#ended = true;
				break;
			case "error": this.#error = readError(event);
		}
	}
	/** The message as far as it came. `whole` is false when the caller met events that it could not read. */
	message(whole) {
		const usage = readUsage(this.#usage);
		return {
			kind: "stream",
			id: wireString(this.#start["id"]),
			model: wireString(this.#start["model"]),
			stopReason: this.#stopReason,
			complete: whole && this.#ended && this.#error === null,
			error: this.#error,
			blocks: [...this.#blocks].toSorted(([a], [b]) => a - b).map(([, block]) => block.assembled()),
			usage: usage === null || this.#outputStated ? usage : {
				...usage,
				outputTokens: null
			}
		};
	}
};
/** A message that came as one JSON value. */
function wholeMessage(message) {
	return {
		kind: "message",
		id: wireString(message["id"]),
		model: wireString(message["model"]),
		stopReason: wireString(message["stop_reason"]),
		complete: true,
		error: null,
		blocks: wireArray(message["content"]).map((value) => {
			const block = new OpenBlock(wireRecord(value) ?? {});
			block.end();
			return block.assembled();
		}),
		usage: readUsage(message["usage"])
	};
}
/** The error of an error body or event; its type is `unknown` where it does not say. */
function readError(value) {
	const error = wireRecord(value["error"]);
	return {
		type: wireString(error?.["type"]) ?? "unknown",
		message: wireString(error?.["message"]) ?? ""
	};
}
const textFields = {
	text_delta: "text",
	thinking_delta: "thinking",
	signature_delta: "signature"
};
var OpenBlock = class {
	#content;
	#inputJson = "";
	#ended = false;
	constructor(start) {
		this.#content = { ...start };
	}
	take(delta) {
		const type = delta["type"];
		if (type === "text_delta" || type === "thinking_delta" || type === "signature_delta") {
			const field = textFields[type];
			this.#content[field] = (wireString(this.#content[field]) ?? "") + (wireString(delta[field]) ?? "");
		} else if (type === "input_json_delta") this.#inputJson += wireString(delta["partial_json"]) ?? "";
		else if (type === "citations_delta") this.#content["citations"] = [...wireArray(this.#content["citations"]), delta["citation"]];
	}
	end() {
		this.#ended = true;
		const input = this.#inputJson === "" ? void 0 : parseWireJson(this.#inputJson);
		if (input !== void 0) this.#content["input"] = input;
	}
	assembled() {
		const type = wireString(this.#content["type"]) ?? "unknown";
		const isCall = type.endsWith("tool_use");
		return {
			type,
			text: isCall ? this.#inputText() : this.#textOf(type),
			tool: isCall ? wireString(this.#content["name"]) : null,
			content: this.#content
		};
	}
	/** While the block is open, no more than was streamed: the empty object it starts with is a placeholder. */
	#inputText() {
		if (this.#inputJson !== "") return this.#inputJson;
		return this.#ended ? jsonText(this.#content["input"]) : "";
	}
	#textOf(type) {
		if (type === "text" || type === "thinking") return wireString(this.#content[type]) ?? "";
		const { type: _, ...rest } = this.#content;
		return jsonText(this.#content["content"] ?? rest);
	}
};
function indexOf(event) {
	const index = event["index"];
	return typeof index === "number" ? index : 0;
}
function jsonText(value) {
	return value === void 0 ? "" : boundedJson(value);
}
// src/domain/anthropic/stream.ts
/**
* Puts a response of the Messages API together, from a body with its content coding taken off: an event stream, a JSON
* message or a JSON error. Never throws; a stream that ended early gives what had come (`complete: false`), and any
* other body gives `kind: 'other'`. Event shapes: the Messages API reference, "Streaming messages".
*/
function readResponse(body, contentType) {
	const text = typeof body === "string" ? body : utf8Text(body);
	if (beginsAsJson(text)) return readJson(text);
	return isStreamText(text, contentType) ? readStream(text) : nothingRead;
}
/** Lines of a stream may end in CR, LF or both. The parser looks for the next of each from every line on, which is quadratic where one of them is far. */
function withLineFeeds(text) {
	return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}
const beginningChars = 64;
function beginsAsJson(text) {
	return text.slice(0, beginningChars).trimStart().startsWith("{");
}
function isStreamText(text, contentType) {
	if (contentType === null) return /^(event|data|id|retry)?:/.test(text.slice(0, beginningChars).trimStart());
	return /^text\/event-stream\b/i.test(contentType.trim());
}
const nothingRead = {
	kind: "other",
	id: null,
	model: null,
	stopReason: null,
	complete: false,
	error: null,
	blocks: [],
	usage: null
};
function readJson(text) {
	const value = wireRecord(parseWireJson(text));
	if (value?.["type"] === "message") return wholeMessage(value);
	if (value?.["type"] === "error") return {
		...nothingRead,
		kind: "error",
		complete: true,
		error: readError(value)
	};
	return nothingRead;
}
function readStream(text) {
	const assembly = new MessageAssembly();
	let whole = true;
	createParser({
		onEvent({ data }) {
			const event = parseWireJson(data);
			if (event === void 0) whole = false;
			else assembly.take(event);
		},
		onError() {
			whole = false;
		}
	}).feed(withLineFeeds(`${text}\n\n`));
	return assembly.message(whole);
}
// src/main/content-coding/unreadable-coding.ts
/**
* Why data cannot be read any further: it is in another coding, or in none (`foreign`: nothing was read of it), is in its coding up to
* here only, ended early, unpacks to more than is read, or goes on after its end with what no reader of that coding looks at.
*/
var UnreadableCoding = class extends Error {
	reason;
	constructor(reason) {
		super(`reading a content coding: ${reason}`);
		this.reason = reason;
	}
};
// node_modules/minipass/dist/esm/index.js
const proc = typeof process === "object" && process ? process : {
	stdout: null,
	stderr: null
};
/**
* Return true if the argument is a Minipass stream, Node stream, or something
* else that Minipass can interact with.
*/
const isStream = (s) => !!s && typeof s === "object" && (s instanceof Minipass || s instanceof Stream || isReadable(s) || isWritable(s));
/**
* Return true if the argument is a valid {@link Minipass.Readable}
*/
const isReadable = (s) => !!s && typeof s === "object" && s instanceof EventEmitter && typeof s.pipe === "function" && s.pipe !== Stream.Writable.prototype.pipe;
/**
* Return true if the argument is a valid {@link Minipass.Writable}
*/
const isWritable = (s) => !!s && typeof s === "object" && s instanceof EventEmitter && typeof s.write === "function" && typeof s.end === "function";
const EOF = Symbol("EOF");
const MAYBE_EMIT_END = Symbol("maybeEmitEnd");
const EMITTED_END = Symbol("emittedEnd");
const EMITTING_END = Symbol("emittingEnd");
const EMITTED_ERROR = Symbol("emittedError");
const CLOSED = Symbol("closed");
const READ = Symbol("read");
const FLUSH = Symbol("flush");
const FLUSHCHUNK = Symbol("flushChunk");
const ENCODING = Symbol("encoding");
const DECODER = Symbol("decoder");
const FLOWING = Symbol("flowing");
const PAUSED = Symbol("paused");
const RESUME = Symbol("resume");
const BUFFER = Symbol("buffer");
const PIPES = Symbol("pipes");
const BUFFERLENGTH = Symbol("bufferLength");
const BUFFERPUSH = Symbol("bufferPush");
const BUFFERSHIFT = Symbol("bufferShift");
const OBJECTMODE = Symbol("objectMode");
const DESTROYED = Symbol("destroyed");
const ERROR = Symbol("error");
const EMITDATA = Symbol("emitData");
const EMITEND = Symbol("emitEnd");
const EMITEND2 = Symbol("emitEnd2");
const ASYNC = Symbol("async");
const ABORT = Symbol("abort");
const ABORTED = Symbol("aborted");
const SIGNAL = Symbol("signal");
const DATALISTENERS = Symbol("dataListeners");
const DISCARDED = Symbol("discarded");
const defer = (fn) => Promise.resolve().then(fn);
const nodefer = (fn) => fn();
const isEndish = (ev) => ev === "end" || ev === "finish" || ev === "prefinish";
const isArrayBufferLike = (b) => b instanceof ArrayBuffer || !!b && typeof b === "object" && b.constructor && b.constructor.name === "ArrayBuffer" && b.byteLength >= 0;
const isArrayBufferView = (b) => !Buffer.isBuffer(b) && ArrayBuffer.isView(b);
/**
* Internal class representing a pipe to a destination stream.
*
* @internal
*/
var Pipe = class {
	src;
	dest;
	opts;
	ondrain;
	constructor(src, dest, opts) {
		this.src = src;
		this.dest = dest;
		this.opts = opts;
		this.ondrain = () => src[RESUME]();
		this.dest.on("drain", this.ondrain);
	}
	unpipe() {
		this.dest.removeListener("drain", this.ondrain);
	}
	/* c8 ignore start */
	proxyErrors(_er) {}
	/* c8 ignore stop */
	end() {
		this.unpipe();
		if (this.opts.end) this.dest.end();
	}
};
/**
* Internal class representing a pipe to a destination stream where
* errors are proxied.
*
* @internal
*/
var PipeProxyErrors = class extends Pipe {
	unpipe() {
		this.src.removeListener("error", this.proxyErrors);
		super.unpipe();
	}
	constructor(src, dest, opts) {
		super(src, dest, opts);
		this.proxyErrors = (er) => this.dest.emit("error", er);
		src.on("error", this.proxyErrors);
	}
};
const isObjectModeOptions = (o) => !!o.objectMode;
const isEncodingOptions = (o) => !o.objectMode && !!o.encoding && o.encoding !== "buffer";
/**
* Main export, the Minipass class
*
* `RType` is the type of data emitted, defaults to Buffer
*
* `WType` is the type of data to be written, if RType is buffer or string,
* then any {@link Minipass.ContiguousData} is allowed.
*
* `Events` is the set of event handler signatures that this object
* will emit, see {@link Minipass.Events}
*/
var Minipass = class extends EventEmitter {
	[FLOWING] = false;
	[PAUSED] = false;
	[PIPES] = [];
	[BUFFER] = [];
	[OBJECTMODE];
	[ENCODING];
	[ASYNC];
	[DECODER];
	[EOF] = false;
	[EMITTED_END] = false;
	[EMITTING_END] = false;
	[CLOSED] = false;
	[EMITTED_ERROR] = null;
	[BUFFERLENGTH] = 0;
	[DESTROYED] = false;
	[SIGNAL];
	[ABORTED] = false;
	[DATALISTENERS] = 0;
	[DISCARDED] = false;
	/**
	* true if the stream can be written
	*/
	writable = true;
	/**
	* true if the stream can be read
	*/
	readable = true;
	/**
	* If `RType` is Buffer, then options do not need to be provided.
	* Otherwise, an options object must be provided to specify either
	* {@link Minipass.SharedOptions.objectMode} or
	* {@link Minipass.SharedOptions.encoding}, as appropriate.
	*/
	constructor(...args) {
		const options = args[0] || {};
		super();
		if (options.objectMode && typeof options.encoding === "string") throw new TypeError("Encoding and objectMode may not be used together");
		if (isObjectModeOptions(options)) {
			this[OBJECTMODE] = true;
			this[ENCODING] = null;
		} else if (isEncodingOptions(options)) {
			this[ENCODING] = options.encoding;
			this[OBJECTMODE] = false;
		} else {
			this[OBJECTMODE] = false;
			this[ENCODING] = null;
		}
		this[ASYNC] = !!options.async;
		this[DECODER] = this[ENCODING] ? new StringDecoder(this[ENCODING]) : null;
		if (options && options.debugExposeBuffer === true) Object.defineProperty(this, "buffer", { get: () => this[BUFFER] });
		if (options && options.debugExposePipes === true) Object.defineProperty(this, "pipes", { get: () => this[PIPES] });
		const { signal } = options;
		if (signal) {
			this[SIGNAL] = signal;
			if (signal.aborted) this[ABORT]();
			else signal.addEventListener("abort", () => this[ABORT]());
		}
	}
	/**
	* The amount of data stored in the buffer waiting to be read.
	*
	* For Buffer strings, this will be the total byte length.
	* For string encoding streams, this will be the string character length,
	* according to JavaScript's `string.length` logic.
	* For objectMode streams, this is a count of the items waiting to be
	* emitted.
	*/
	get bufferLength() {
		return this[BUFFERLENGTH];
	}
	/**
	* The `BufferEncoding` currently in use, or `null`
	*/
	get encoding() {
		return this[ENCODING];
	}
	/**
	* @deprecated - This is a read only property
	*/
	set encoding(_enc) {
		throw new Error("Encoding must be set at instantiation time");
	}
	/**
	* @deprecated - Encoding may only be set at instantiation time
	*/
	setEncoding(_enc) {
		throw new Error("Encoding must be set at instantiation time");
	}
	/**
	* True if this is an objectMode stream
	*/
	get objectMode() {
		return this[OBJECTMODE];
	}
	/**
	* @deprecated - This is a read-only property
	*/
	set objectMode(_om) {
		throw new Error("objectMode must be set at instantiation time");
	}
	/**
	* true if this is an async stream
	*/
	get ["async"]() {
		return this[ASYNC];
	}
	/**
	* Set to true to make this stream async.
	*
	* Once set, it cannot be unset, as this would potentially cause incorrect
	* behavior.  Ie, a sync stream can be made async, but an async stream
	* cannot be safely made sync.
	*/
	set ["async"](a) {
		this[ASYNC] = this[ASYNC] || !!a;
	}
	[ABORT]() {
		this[ABORTED] = true;
		this.emit("abort", this[SIGNAL]?.reason);
		this.destroy(this[SIGNAL]?.reason);
	}
	/**
	* True if the stream has been aborted.
	*/
	get aborted() {
		return this[ABORTED];
	}
	/**
	* No-op setter. Stream aborted status is set via the AbortSignal provided
	* in the constructor options.
	*/
	set aborted(_) {}
	write(chunk, encoding, cb) {
		if (this[ABORTED]) return false;
		if (this[EOF]) throw new Error("write after end");
		if (this[DESTROYED]) {
			this.emit("error", Object.assign(/* @__PURE__ */ new Error("Cannot call write after a stream was destroyed"), { code: "ERR_STREAM_DESTROYED" }));
			return true;
		}
		if (typeof encoding === "function") {
			cb = encoding;
			encoding = "utf8";
		}
		if (!encoding) encoding = "utf8";
		const fn = this[ASYNC] ? defer : nodefer;
		if (!this[OBJECTMODE] && !Buffer.isBuffer(chunk)) {
			if (isArrayBufferView(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
			else if (isArrayBufferLike(chunk)) chunk = Buffer.from(chunk);
			else if (typeof chunk !== "string") throw new Error("Non-contiguous data written to non-objectMode stream");
		}
		if (this[OBJECTMODE]) {
			/* c8 ignore start */
			if (this[FLOWING] && this[BUFFERLENGTH] !== 0) this[FLUSH](true);
			/* c8 ignore stop */
			if (this[FLOWING]) this.emit("data", chunk);
			else this[BUFFERPUSH](chunk);
			if (this[BUFFERLENGTH] !== 0) this.emit("readable");
			if (cb) fn(cb);
			return this[FLOWING];
		}
		if (!chunk.length) {
			if (this[BUFFERLENGTH] !== 0) this.emit("readable");
			if (cb) fn(cb);
			return this[FLOWING];
		}
		if (typeof chunk === "string" && !(encoding === this[ENCODING] && !this[DECODER]?.lastNeed)) chunk = Buffer.from(chunk, encoding);
		if (Buffer.isBuffer(chunk) && this[ENCODING]) chunk = this[DECODER].write(chunk);
		if (this[FLOWING] && this[BUFFERLENGTH] !== 0) this[FLUSH](true);
		if (this[FLOWING]) this.emit("data", chunk);
		else this[BUFFERPUSH](chunk);
		if (this[BUFFERLENGTH] !== 0) this.emit("readable");
		if (cb) fn(cb);
		return this[FLOWING];
	}
	/**
	* Low-level explicit read method.
	*
	* In objectMode, the argument is ignored, and one item is returned if
	* available.
	*
	* `n` is the number of bytes (or in the case of encoding streams,
	* characters) to consume. If `n` is not provided, then the entire buffer
	* is returned, or `null` is returned if no data is available.
	*
	* If `n` is greater that the amount of data in the internal buffer,
	* then `null` is returned.
	*/
	read(n) {
		if (this[DESTROYED]) return null;
		this[DISCARDED] = false;
		if (this[BUFFERLENGTH] === 0 || n === 0 || n && n > this[BUFFERLENGTH]) {
			this[MAYBE_EMIT_END]();
			return null;
		}
		if (this[OBJECTMODE]) n = null;
		if (this[BUFFER].length > 1 && !this[OBJECTMODE]) this[BUFFER] = [this[ENCODING] ? this[BUFFER].join("") : Buffer.concat(this[BUFFER], this[BUFFERLENGTH])];
		const ret = this[READ](n || null, this[BUFFER][0]);
		this[MAYBE_EMIT_END]();
		return ret;
	}
	[READ](n, chunk) {
		if (this[OBJECTMODE]) this[BUFFERSHIFT]();
		else {
			const c = chunk;
			if (n === c.length || n === null) this[BUFFERSHIFT]();
			else if (typeof c === "string") {
				this[BUFFER][0] = c.slice(n);
				chunk = c.slice(0, n);
				this[BUFFERLENGTH] -= n;
			} else {
				this[BUFFER][0] = c.subarray(n);
				chunk = c.subarray(0, n);
				this[BUFFERLENGTH] -= n;
			}
		}
		this.emit("data", chunk);
		if (!this[BUFFER].length && !this[EOF]) this.emit("drain");
		return chunk;
	}
	end(chunk, encoding, cb) {
		if (typeof chunk === "function") {
			cb = chunk;
			chunk = void 0;
		}
		if (typeof encoding === "function") {
			cb = encoding;
			encoding = "utf8";
		}
		if (chunk !== void 0) this.write(chunk, encoding);
		if (cb) this.once("end", cb);
		this[EOF] = true;
		this.writable = false;
		if (this[FLOWING] || !this[PAUSED]) this[MAYBE_EMIT_END]();
		return this;
	}
	[RESUME]() {
		if (this[DESTROYED]) return;
		if (!this[DATALISTENERS] && !this[PIPES].length) this[DISCARDED] = true;
		this[PAUSED] = false;
		this[FLOWING] = true;
		this.emit("resume");
		if (this[BUFFER].length) this[FLUSH]();
		else if (this[EOF]) this[MAYBE_EMIT_END]();
		else this.emit("drain");
	}
	/**
	* Resume the stream if it is currently in a paused state
	*
	* If called when there are no pipe destinations or `data` event listeners,
	* this will place the stream in a "discarded" state, where all data will
	* be thrown away. The discarded state is removed if a pipe destination or
	* data handler is added, if pause() is called, or if any synchronous or
	* asynchronous iteration is started.
	*/
	resume() {
		return this[RESUME]();
	}
	/**
	* Pause the stream
	*/
	pause() {
		this[FLOWING] = false;
		this[PAUSED] = true;
		this[DISCARDED] = false;
	}
	/**
	* true if the stream has been forcibly destroyed
	*/
	get destroyed() {
		return this[DESTROYED];
	}
	/**
	* true if the stream is currently in a flowing state, meaning that
	* any writes will be immediately emitted.
	*/
	get flowing() {
		return this[FLOWING];
	}
	/**
	* true if the stream is currently in a paused state
	*/
	get paused() {
		return this[PAUSED];
	}
	[BUFFERPUSH](chunk) {
		if (this[OBJECTMODE]) this[BUFFERLENGTH] += 1;
		else this[BUFFERLENGTH] += chunk.length;
		this[BUFFER].push(chunk);
	}
	[BUFFERSHIFT]() {
		if (this[OBJECTMODE]) this[BUFFERLENGTH] -= 1;
		else this[BUFFERLENGTH] -= this[BUFFER][0].length;
		return this[BUFFER].shift();
	}
	[FLUSH](noDrain = false) {
		do;
		while (this[FLUSHCHUNK](this[BUFFERSHIFT]()) && this[BUFFER].length);
		if (!noDrain && !this[BUFFER].length && !this[EOF]) this.emit("drain");
	}
	[FLUSHCHUNK](chunk) {
		this.emit("data", chunk);
		return this[FLOWING];
	}
	/**
	* Pipe all data emitted by this stream into the destination provided.
	*
	* Triggers the flow of data.
	*/
	pipe(dest, opts) {
		if (this[DESTROYED]) return dest;
		this[DISCARDED] = false;
		const ended = this[EMITTED_END];
		opts = opts || {};
		if (dest === proc.stdout || dest === proc.stderr) opts.end = false;
		else opts.end = opts.end !== false;
		opts.proxyErrors = !!opts.proxyErrors;
		if (ended) {
			if (opts.end) dest.end();
		} else {
			this[PIPES].push(!opts.proxyErrors ? new Pipe(this, dest, opts) : new PipeProxyErrors(this, dest, opts));
			if (this[ASYNC]) defer(() => this[RESUME]());
			else this[RESUME]();
		}
		return dest;
	}
	/**
	* Fully unhook a piped destination stream.
	*
	* If the destination stream was the only consumer of this stream (ie,
	* there are no other piped destinations or `'data'` event listeners)
	* then the flow of data will stop until there is another consumer or
	* {@link Minipass#resume} is explicitly called.
	*/
	unpipe(dest) {
		const p = this[PIPES].find((p) => p.dest === dest);
		if (p) {
			if (this[PIPES].length === 1) {
				if (this[FLOWING] && this[DATALISTENERS] === 0) this[FLOWING] = false;
				this[PIPES] = [];
			} else this[PIPES].splice(this[PIPES].indexOf(p), 1);
			p.unpipe();
		}
	}
	/**
	* Alias for {@link Minipass#on}
	*/
	addListener(ev, handler) {
		return this.on(ev, handler);
	}
	/**
	* Mostly identical to `EventEmitter.on`, with the following
	* behavior differences to prevent data loss and unnecessary hangs:
	*
	* - Adding a 'data' event handler will trigger the flow of data
	*
	* - Adding a 'readable' event handler when there is data waiting to be read
	*   will cause 'readable' to be emitted immediately.
	*
	* - Adding an 'endish' event handler ('end', 'finish', etc.) which has
	*   already passed will cause the event to be emitted immediately and all
	*   handlers removed.
	*
	* - Adding an 'error' event handler after an error has been emitted will
	*   cause the event to be re-emitted immediately with the error previously
	*   raised.
	*/
	on(ev, handler) {
		const ret = super.on(ev, handler);
		if (ev === "data") {
			this[DISCARDED] = false;
			this[DATALISTENERS]++;
			if (!this[PIPES].length && !this[FLOWING]) this[RESUME]();
		} else if (ev === "readable" && this[BUFFERLENGTH] !== 0) super.emit("readable");
		else if (isEndish(ev) && this[EMITTED_END]) {
			super.emit(ev);
			this.removeAllListeners(ev);
		} else if (ev === "error" && this[EMITTED_ERROR]) {
			const h = handler;
			if (this[ASYNC]) defer(() => h.call(this, this[EMITTED_ERROR]));
			else h.call(this, this[EMITTED_ERROR]);
		}
		return ret;
	}
	/**
	* Alias for {@link Minipass#off}
	*/
	removeListener(ev, handler) {
		return this.off(ev, handler);
	}
	/**
	* Mostly identical to `EventEmitter.off`
	*
	* If a 'data' event handler is removed, and it was the last consumer
	* (ie, there are no pipe destinations or other 'data' event listeners),
	* then the flow of data will stop until there is another consumer or
	* {@link Minipass#resume} is explicitly called.
	*/
	off(ev, handler) {
		const ret = super.off(ev, handler);
		if (ev === "data") {
			this[DATALISTENERS] = this.listeners("data").length;
			if (this[DATALISTENERS] === 0 && !this[DISCARDED] && !this[PIPES].length) this[FLOWING] = false;
		}
		return ret;
	}
	/**
	* Mostly identical to `EventEmitter.removeAllListeners`
	*
	* If all 'data' event handlers are removed, and they were the last consumer
	* (ie, there are no pipe destinations), then the flow of data will stop
	* until there is another consumer or {@link Minipass#resume} is explicitly
	* called.
	*/
	removeAllListeners(ev) {
		const ret = super.removeAllListeners(ev);
		if (ev === "data" || ev === void 0) {
			this[DATALISTENERS] = 0;
			if (!this[DISCARDED] && !this[PIPES].length) this[FLOWING] = false;
		}
		return ret;
	}
	/**
	* true if the 'end' event has been emitted
	*/
	get emittedEnd() {
		return this[EMITTED_END];
	}
	[MAYBE_EMIT_END]() {
		if (!this[EMITTING_END] && !this[EMITTED_END] && !this[DESTROYED] && this[BUFFER].length === 0 && this[EOF]) {
			this[EMITTING_END] = true;
			this.emit("end");
			this.emit("prefinish");
			this.emit("finish");
			if (this[CLOSED]) this.emit("close");
			this[EMITTING_END] = false;
		}
	}
	/**
	* Mostly identical to `EventEmitter.emit`, with the following
	* behavior differences to prevent data loss and unnecessary hangs:
	*
	* If the stream has been destroyed, and the event is something other
	* than 'close' or 'error', then `false` is returned and no handlers
	* are called.
	*
	* If the event is 'end', and has already been emitted, then the event
	* is ignored. If the stream is in a paused or non-flowing state, then
	* the event will be deferred until data flow resumes. If the stream is
	* async, then handlers will be called on the next tick rather than
	* immediately.
	*
	* If the event is 'close', and 'end' has not yet been emitted, then
	* the event will be deferred until after 'end' is emitted.
	*
	* If the event is 'error', and an AbortSignal was provided for the stream,
	* and there are no listeners, then the event is ignored, matching the
	* behavior of node core streams in the presense of an AbortSignal.
	*
	* If the event is 'finish' or 'prefinish', then all listeners will be
	* removed after emitting the event, to prevent double-firing.
	*/
	emit(ev, ...args) {
		const data = args[0];
		if (ev !== "error" && ev !== "close" && ev !== DESTROYED && this[DESTROYED]) return false;
		else if (ev === "data") return !this[OBJECTMODE] && !data ? false : this[ASYNC] ? (defer(() => this[EMITDATA](data)), true) : this[EMITDATA](data);
		else if (ev === "end") return this[EMITEND]();
		else if (ev === "close") {
			this[CLOSED] = true;
			if (!this[EMITTED_END] && !this[DESTROYED]) return false;
			const ret = super.emit("close");
			this.removeAllListeners("close");
			return ret;
		} else if (ev === "error") {
			this[EMITTED_ERROR] = data;
			super.emit(ERROR, data);
			const ret = !this[SIGNAL] || this.listeners("error").length ? super.emit("error", data) : false;
			this[MAYBE_EMIT_END]();
			return ret;
		} else if (ev === "resume") {
			const ret = super.emit("resume");
			this[MAYBE_EMIT_END]();
			return ret;
		} else if (ev === "finish" || ev === "prefinish") {
			const ret = super.emit(ev);
			this.removeAllListeners(ev);
			return ret;
		}
		const ret = super.emit(ev, ...args);
		this[MAYBE_EMIT_END]();
		return ret;
	}
	[EMITDATA](data) {
		for (const p of this[PIPES]) if (p.dest.write(data) === false) this.pause();
		const ret = this[DISCARDED] ? false : super.emit("data", data);
		this[MAYBE_EMIT_END]();
		return ret;
	}
	[EMITEND]() {
		if (this[EMITTED_END]) return false;
		this[EMITTED_END] = true;
		this.readable = false;
		return this[ASYNC] ? (defer(() => this[EMITEND2]()), true) : this[EMITEND2]();
	}
	[EMITEND2]() {
		if (this[DECODER]) {
			const data = this[DECODER].end();
			if (data) {
				for (const p of this[PIPES]) p.dest.write(data);
				if (!this[DISCARDED]) super.emit("data", data);
			}
		}
		for (const p of this[PIPES]) p.end();
		const ret = super.emit("end");
		this.removeAllListeners("end");
		return ret;
	}
	/**
	* Return a Promise that resolves to an array of all emitted data once
	* the stream ends.
	*/
	async collect() {
		const buf = Object.assign([], { dataLength: 0 });
		if (!this[OBJECTMODE]) buf.dataLength = 0;
		const p = this.promise();
		this.on("data", (c) => {
			buf.push(c);
			if (!this[OBJECTMODE]) buf.dataLength += c.length;
		});
		await p;
		return buf;
	}
	/**
	* Return a Promise that resolves to the concatenation of all emitted data
	* once the stream ends.
	*
	* Not allowed on objectMode streams.
	*/
	async concat() {
		if (this[OBJECTMODE]) throw new Error("cannot concat in objectMode");
		const buf = await this.collect();
		return this[ENCODING] ? buf.join("") : Buffer.concat(buf, buf.dataLength);
	}
	/**
	* Return a void Promise that resolves once the stream ends.
	*/
	async promise() {
		return new Promise((resolve, reject) => {
			this.on(DESTROYED, () => reject(/* @__PURE__ */ new Error("stream destroyed")));
			this.on("error", (er) => reject(er));
			this.on("end", () => resolve());
		});
	}
	/**
	* Asynchronous `for await of` iteration.
	*
	* This will continue emitting all chunks until the stream terminates.
	*/
	[Symbol.asyncIterator]() {
		this[DISCARDED] = false;
		let stopped = false;
		const stop = async () => {
			this.pause();
			stopped = true;
			return {
				value: void 0,
				done: true
			};
		};
		const next = () => {
			if (stopped) return stop();
			const res = this.read();
			if (res !== null) return Promise.resolve({
				done: false,
				value: res
			});
			if (this[EOF]) return stop();
			let resolve;
			let reject;
			const onerr = (er) => {
				this.off("data", ondata);
				this.off("end", onend);
				this.off(DESTROYED, ondestroy);
				stop();
				reject(er);
			};
			const ondata = (value) => {
				this.off("error", onerr);
				this.off("end", onend);
				this.off(DESTROYED, ondestroy);
				this.pause();
				resolve({
					value,
					done: !!this[EOF]
				});
			};
			const onend = () => {
				this.off("error", onerr);
				this.off("data", ondata);
				this.off(DESTROYED, ondestroy);
				stop();
				resolve({
					done: true,
					value: void 0
				});
			};
			const ondestroy = () => onerr(/* @__PURE__ */ new Error("stream destroyed"));
			return new Promise((res, rej) => {
				reject = rej;
				resolve = res;
				this.once(DESTROYED, ondestroy);
				this.once("error", onerr);
				this.once("end", onend);
				this.once("data", ondata);
			});
		};
		return {
			next,
			throw: stop,
			return: stop,
			[Symbol.asyncIterator]() {
				return this;
			},
			[Symbol.asyncDispose]: async () => {}
		};
	}
	/**
	* Synchronous `for of` iteration.
	*
	* The iteration will terminate when the internal buffer runs out, even
	* if the stream has not yet terminated.
	*/
	[Symbol.iterator]() {
		this[DISCARDED] = false;
		let stopped = false;
		const stop = () => {
			this.pause();
			this.off(ERROR, stop);
			this.off(DESTROYED, stop);
			this.off("end", stop);
			stopped = true;
			return {
				done: true,
				value: void 0
			};
		};
		const next = () => {
			if (stopped) return stop();
			const value = this.read();
			return value === null ? stop() : {
				done: false,
				value
			};
		};
		this.once("end", stop);
		this.once(ERROR, stop);
		this.once(DESTROYED, stop);
		return {
			next,
			throw: stop,
			return: stop,
			[Symbol.iterator]() {
				return this;
			},
			[Symbol.dispose]: () => {}
		};
	}
	/**
	* Destroy a stream, preventing it from being used for any further purpose.
	*
	* If the stream has a `close()` method, then it will be called on
	* destruction.
	*
	* After destruction, any attempt to write data, read data, or emit most
	* events will be ignored.
	*
	* If an error argument is provided, then it will be emitted in an
	* 'error' event.
	*/
	destroy(er) {
		if (this[DESTROYED]) {
			if (er) this.emit("error", er);
			else this.emit(DESTROYED);
			return this;
		}
		this[DESTROYED] = true;
		this[DISCARDED] = true;
		this[BUFFER].length = 0;
		this[BUFFERLENGTH] = 0;
		const wc = this;
		if (typeof wc.close === "function" && !this[CLOSED]) wc.close();
		if (er) this.emit("error", er);
		else this.emit(DESTROYED);
		return this;
	}
	/**
	* Alias for {@link isStream}
	*
	* Former export location, maintained for backwards compatibility.
	*
	* @deprecated
	*/
	static get isStream() {
		return isStream;
	}
};
// node_modules/minizlib/dist/esm/constants.js
/* c8 ignore start */
const realZlibConstants = realZlib.constants || { ZLIB_VERNUM: 4736 };
/* c8 ignore stop */
const constants = Object.freeze(Object.assign(Object.create(null), {
	Z_NO_FLUSH: 0,
	Z_PARTIAL_FLUSH: 1,
	Z_SYNC_FLUSH: 2,
	Z_FULL_FLUSH: 3,
	Z_FINISH: 4,
	Z_BLOCK: 5,
	Z_OK: 0,
	Z_STREAM_END: 1,
	Z_NEED_DICT: 2,
	Z_ERRNO: -1,
	Z_STREAM_ERROR: -2,
	Z_DATA_ERROR: -3,
	Z_MEM_ERROR: -4,
	Z_BUF_ERROR: -5,
	Z_VERSION_ERROR: -6,
	Z_NO_COMPRESSION: 0,
	Z_BEST_SPEED: 1,
	Z_BEST_COMPRESSION: 9,
	Z_DEFAULT_COMPRESSION: -1,
	Z_FILTERED: 1,
	Z_HUFFMAN_ONLY: 2,
	Z_RLE: 3,
	Z_FIXED: 4,
	Z_DEFAULT_STRATEGY: 0,
	DEFLATE: 1,
	INFLATE: 2,
	GZIP: 3,
	GUNZIP: 4,
	DEFLATERAW: 5,
	INFLATERAW: 6,
	UNZIP: 7,
	BROTLI_DECODE: 8,
	BROTLI_ENCODE: 9,
	Z_MIN_WINDOWBITS: 8,
	Z_MAX_WINDOWBITS: 15,
	Z_DEFAULT_WINDOWBITS: 15,
	Z_MIN_CHUNK: 64,
	Z_MAX_CHUNK: Infinity,
	Z_DEFAULT_CHUNK: 16384,
	Z_MIN_MEMLEVEL: 1,
	Z_MAX_MEMLEVEL: 9,
	Z_DEFAULT_MEMLEVEL: 8,
	Z_MIN_LEVEL: -1,
	Z_MAX_LEVEL: 9,
	Z_DEFAULT_LEVEL: -1,
	BROTLI_OPERATION_PROCESS: 0,
	BROTLI_OPERATION_FLUSH: 1,
	BROTLI_OPERATION_FINISH: 2,
	BROTLI_OPERATION_EMIT_METADATA: 3,
	BROTLI_MODE_GENERIC: 0,
	BROTLI_MODE_TEXT: 1,
	BROTLI_MODE_FONT: 2,
	BROTLI_DEFAULT_MODE: 0,
	BROTLI_MIN_QUALITY: 0,
	BROTLI_MAX_QUALITY: 11,
	BROTLI_DEFAULT_QUALITY: 11,
	BROTLI_MIN_WINDOW_BITS: 10,
	BROTLI_MAX_WINDOW_BITS: 24,
	BROTLI_LARGE_MAX_WINDOW_BITS: 30,
	BROTLI_DEFAULT_WINDOW: 22,
	BROTLI_MIN_INPUT_BLOCK_BITS: 16,
	BROTLI_MAX_INPUT_BLOCK_BITS: 24,
	BROTLI_PARAM_MODE: 0,
	BROTLI_PARAM_QUALITY: 1,
	BROTLI_PARAM_LGWIN: 2,
	BROTLI_PARAM_LGBLOCK: 3,
	BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING: 4,
	BROTLI_PARAM_SIZE_HINT: 5,
	BROTLI_PARAM_LARGE_WINDOW: 6,
	BROTLI_PARAM_NPOSTFIX: 7,
	BROTLI_PARAM_NDIRECT: 8,
	BROTLI_DECODER_RESULT_ERROR: 0,
	BROTLI_DECODER_RESULT_SUCCESS: 1,
	BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: 2,
	BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: 3,
	BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION: 0,
	BROTLI_DECODER_PARAM_LARGE_WINDOW: 1,
	BROTLI_DECODER_NO_ERROR: 0,
	BROTLI_DECODER_SUCCESS: 1,
	BROTLI_DECODER_NEEDS_MORE_INPUT: 2,
	BROTLI_DECODER_NEEDS_MORE_OUTPUT: 3,
	BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE: -1,
	BROTLI_DECODER_ERROR_FORMAT_RESERVED: -2,
	BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE: -3,
	BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET: -4,
	BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME: -5,
	BROTLI_DECODER_ERROR_FORMAT_CL_SPACE: -6,
	BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE: -7,
	BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT: -8,
	BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1: -9,
	BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2: -10,
	BROTLI_DECODER_ERROR_FORMAT_TRANSFORM: -11,
	BROTLI_DECODER_ERROR_FORMAT_DICTIONARY: -12,
	BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS: -13,
	BROTLI_DECODER_ERROR_FORMAT_PADDING_1: -14,
	BROTLI_DECODER_ERROR_FORMAT_PADDING_2: -15,
	BROTLI_DECODER_ERROR_FORMAT_DISTANCE: -16,
	BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET: -19,
	BROTLI_DECODER_ERROR_INVALID_ARGUMENTS: -20,
	BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES: -21,
	BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS: -22,
	BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP: -25,
	BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1: -26,
	BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2: -27,
	BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES: -30,
	BROTLI_DECODER_ERROR_UNREACHABLE: -31
}, realZlibConstants));
// node_modules/minizlib/dist/esm/index.js
const OriginalBufferConcat = Buffer$1.concat;
const desc = Object.getOwnPropertyDescriptor(Buffer$1, "concat");
const noop = (args) => args;
const passthroughBufferConcat = desc?.writable === true || desc?.set !== void 0 ? (makeNoOp) => {
	Buffer$1.concat = makeNoOp ? noop : OriginalBufferConcat;
} : (_) => {};
const _superWrite = Symbol("_superWrite");
var ZlibError = class extends Error {
	code;
	errno;
	constructor(err, origin) {
		super("zlib: " + err.message, { cause: err });
		this.code = err.code;
		this.errno = err.errno;
		/* c8 ignore next */
		if (!this.code) this.code = "ZLIB_ERROR";
		this.message = "zlib: " + err.message;
		Error.captureStackTrace(this, origin ?? this.constructor);
	}
	get name() {
		return "ZlibError";
	}
};
const _flushFlag = Symbol("flushFlag");
var ZlibBase = class extends Minipass {
	#sawError = false;
	#ended = false;
	#flushFlag;
	#finishFlushFlag;
	#fullFlushFlag;
	#handle;
	#onError;
	get sawError() {
		return this.#sawError;
	}
	get handle() {
		return this.#handle;
	}
	/* c8 ignore start */
	get flushFlag() {
		return this.#flushFlag;
	}
	/* c8 ignore stop */
	constructor(opts, mode) {
		if (!opts || typeof opts !== "object") throw new TypeError("invalid options for ZlibBase constructor");
		super(opts);
		/* c8 ignore start */
		this.#flushFlag = opts.flush ?? 0;
		this.#finishFlushFlag = opts.finishFlush ?? 0;
		this.#fullFlushFlag = opts.fullFlushFlag ?? 0;
		/* c8 ignore stop */
		if (typeof realZlib$1[mode] !== "function") throw new TypeError("Compression method not supported: " + mode);
		try {
			this.#handle = new realZlib$1[mode](opts);
		} catch (er) {
			throw new ZlibError(er, this.constructor);
		}
		this.#onError = (err) => {
			if (this.#sawError) return;
			this.#sawError = true;
			this.close();
			this.emit("error", err);
		};
		this.#handle?.on("error", (er) => this.#onError(new ZlibError(er)));
		this.once("end", () => this.close);
	}
	close() {
		if (this.#handle) {
			this.#handle.close();
			this.#handle = void 0;
			this.emit("close");
		}
	}
	reset() {
		if (!this.#sawError) {
			assert(this.#handle, "zlib binding closed");
			return this.#handle.reset?.();
		}
	}
	flush(flushFlag) {
		if (this.ended) return;
		if (typeof flushFlag !== "number") flushFlag = this.#fullFlushFlag;
		this.write(Object.assign(Buffer$1.alloc(0), { [_flushFlag]: flushFlag }));
	}
	end(chunk, encoding, cb) {
		/* c8 ignore start */
		if (typeof chunk === "function") {
			cb = chunk;
			encoding = void 0;
			chunk = void 0;
		}
		if (typeof encoding === "function") {
			cb = encoding;
			encoding = void 0;
		}
		/* c8 ignore stop */
		if (chunk) {
			if (encoding) this.write(chunk, encoding);
			else this.write(chunk);
		}
		this.flush(this.#finishFlushFlag);
		this.#ended = true;
		return super.end(cb);
	}
	get ended() {
		return this.#ended;
	}
	[_superWrite](data) {
		return super.write(data);
	}
	write(chunk, encoding, cb) {
		if (typeof encoding === "function") cb = encoding, encoding = "utf8";
		if (typeof chunk === "string") chunk = Buffer$1.from(chunk, encoding);
		if (this.#sawError) return;
		assert(this.#handle, "zlib binding closed");
		const nativeHandle = this.#handle._handle;
		const originalNativeClose = nativeHandle.close;
		nativeHandle.close = () => {};
		const originalClose = this.#handle.close;
		this.#handle.close = () => {};
		passthroughBufferConcat(true);
		let result = void 0;
		try {
			const flushFlag = typeof chunk[_flushFlag] === "number" ? chunk[_flushFlag] : this.#flushFlag;
			result = this.#handle._processChunk(chunk, flushFlag);
			passthroughBufferConcat(false);
		} catch (err) {
			passthroughBufferConcat(false);
			this.#onError(new ZlibError(err, this.write));
		} finally {
			if (this.#handle) {
				this.#handle._handle = nativeHandle;
				nativeHandle.close = originalNativeClose;
				this.#handle.close = originalClose;
				this.#handle.removeAllListeners("error");
			}
		}
		if (this.#handle) this.#handle.on("error", (er) => this.#onError(new ZlibError(er, this.write)));
		let writeReturn;
		if (result) {
			if (Array.isArray(result) && result.length > 0) {
				const r = result[0];
				writeReturn = this[_superWrite](Buffer$1.from(r));
				for (let i = 1; i < result.length; i++) writeReturn = this[_superWrite](result[i]);
			} else writeReturn = this[_superWrite](Buffer$1.from(result));
		}
		if (cb) cb();
		return writeReturn;
	}
};
var Zlib = class extends ZlibBase {
	#level;
	#strategy;
	constructor(opts, mode) {
		opts = opts || {};
		opts.flush = opts.flush || constants.Z_NO_FLUSH;
		opts.finishFlush = opts.finishFlush || constants.Z_FINISH;
		opts.fullFlushFlag = constants.Z_FULL_FLUSH;
		super(opts, mode);
		this.#level = opts.level;
		this.#strategy = opts.strategy;
	}
	params(level, strategy) {
		if (this.sawError) return;
		if (!this.handle) throw new Error("cannot switch params when binding is closed");
		/* c8 ignore start */
		if (!this.handle.params) throw new Error("not supported in this implementation");
		/* c8 ignore stop */
		if (this.#level !== level || this.#strategy !== strategy) {
			this.flush(constants.Z_SYNC_FLUSH);
			assert(this.handle, "zlib binding closed");
			const origFlush = this.handle.flush;
			this.handle.flush = (flushFlag, cb) => {
				/* c8 ignore start */
				if (typeof flushFlag === "function") {
					cb = flushFlag;
					flushFlag = this.flushFlag;
				}
				/* c8 ignore stop */
				this.flush(flushFlag);
				cb?.();
			};
			try {
				this.handle.params(level, strategy);
			} finally {
				this.handle.flush = origFlush;
			}
			/* c8 ignore start */
			if (this.handle) {
				this.#level = level;
				this.#strategy = strategy;
			}
		}
	}
};
var Inflate = class extends Zlib {
	constructor(opts) {
		super(opts, "Inflate");
	}
};
var Gunzip = class extends Zlib {
	constructor(opts) {
		super(opts, "Gunzip");
	}
};
var InflateRaw = class extends Zlib {
	constructor(opts) {
		super(opts, "InflateRaw");
	}
};
var Brotli = class extends ZlibBase {
	constructor(opts, mode) {
		opts = opts || {};
		opts.flush = opts.flush || constants.BROTLI_OPERATION_PROCESS;
		opts.finishFlush = opts.finishFlush || constants.BROTLI_OPERATION_FINISH;
		opts.fullFlushFlag = constants.BROTLI_OPERATION_FLUSH;
		super(opts, mode);
	}
};
var BrotliDecompress = class extends Brotli {
	constructor(opts) {
		super(opts, "BrotliDecompress");
	}
};
// src/domain/http/begins-as-zlib.ts
/**
* Whether data under the coding `deflate` are in the zlib format, as RFC 9110, section 8.4.1.2 asks for, by their first byte (RFC
* 1950, section 2.2). Some servers send raw deflate data (RFC 1951) under that name.
*/
function beginsAsZlib(firstByte) {
	return (firstByte & 15) === 8;
}
// src/main/content-coding/zlib-layer.ts
/** What one slice may become: this much is in memory at once. */
const mostOutputBytes = 17825792;
/** Node's zlib, which minizlib lets run at once. */
function zlibLayer(coding) {
	switch (coding) {
		case "gzip": return new ZlibLayer(() => new Gunzip(zlibOptions()));
		case "deflate": return new ZlibLayer((first) => beginsAsZlib(first) ? new Inflate(zlibOptions()) : new InflateRaw(zlibOptions()));
		case "br": return new ZlibLayer(() => new BrotliDecompress(zlibOptions()));
	}
}
/** New ones for each stream: minizlib notes its own in them. It hands them on to Node, of whose options its types do not know all. */
function zlibOptions() {
	return { maxOutputLength: mostOutputBytes };
}
var ZlibLayer = class {
	#open;
	#reading = null;
	#hasGiven = false;
	constructor(open) {
		this.#open = open;
	}
	write(octets, give) {
		const [first] = octets;
		if (first === void 0) return;
		const open = () => new ZlibReading(this.#open(first));
		const isFirst = this.#reading === null;
		const note = (decoded) => {
			this.#hasGiven = true;
			give(decoded);
		};
		this.#reading ??= open();
		try {
			this.#reading.write(octets, note);
		} catch (error) {
			if (!(error instanceof UnreadableCoding) || error.reason !== "broken") throw error;
			if (isFirst) giveBeginning(octets, open, note);
			throw new UnreadableCoding(this.#hasGiven ? "broken" : "foreign");
		}
	}
	end(give) {
		this.#reading?.end(give);
	}
};
/** Gives what the longest beginning that can be read says. */
function giveBeginning(octets, open, give) {
	let readable = [];
	let length = 0;
	for (let step = 2 ** Math.ceil(Math.log2(octets.byteLength)); step >= 1; step /= 2) {
		if (length + step > octets.byteLength) continue;
		const decoded = [];
		try {
			open().write(octets.subarray(0, length + step), (piece) => decoded.push(piece));
		} catch {
			continue;
		}
		length += step;
		readable = decoded;
	}
	for (const piece of readable) give(piece);
}
var ZlibReading = class {
	#stream;
	#decoded = [];
	#problem = null;
	constructor(stream) {
		this.#stream = stream;
		stream.on("data", (octets) => this.#decoded.push(octets));
		stream.on("error", (error) => this.#problem ??= error);
	}
	write(octets, give) {
		this.#stream.write(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
		this.#give(give);
		const readBytes = this.#stream.handle?.bytesWritten ?? 0;
		if (octets.subarray(readBytes).some((octet) => octet !== 0)) throw new UnreadableCoding("trailing");
	}
	end(give) {
		this.#stream.end();
		this.#give(give);
	}
	#give(give) {
		const decoded = this.#decoded;
		this.#decoded = [];
		for (const octets of decoded) give(octets);
		if (this.#problem !== null) throw new UnreadableCoding(reasonOf(this.#problem));
	}
};
function reasonOf(problem) {
	const code = problem instanceof Error && "code" in problem ? problem.code : null;
	if (code === "ERR_BUFFER_TOO_LARGE") return "too-large";
	return code === "Z_BUF_ERROR" ? "cut-off" : "broken";
}
// node_modules/fzstd/esm/index.mjs
var ab = ArrayBuffer;
var u8 = Uint8Array;
var u16 = Uint16Array;
var i16 = Int16Array;
var i32 = Int32Array;
var slc = function(v, s, e) {
	if (u8.prototype.slice) return u8.prototype.slice.call(v, s, e);
	if (s == null || s < 0) s = 0;
	if (e == null || e > v.length) e = v.length;
	var n = new u8(e - s);
	n.set(v.subarray(s, e));
	return n;
};
var fill = function(v, n, s, e) {
	if (u8.prototype.fill) return u8.prototype.fill.call(v, n, s, e);
	if (s == null || s < 0) s = 0;
	if (e == null || e > v.length) e = v.length;
	for (; s < e; ++s) v[s] = n;
	return v;
};
var cpw = function(v, t, s, e) {
	if (u8.prototype.copyWithin) return u8.prototype.copyWithin.call(v, t, s, e);
	if (s == null || s < 0) s = 0;
	if (e == null || e > v.length) e = v.length;
	while (s < e) v[t++] = v[s++];
};
var ec = [
	"invalid zstd data",
	"window size too large (>2046MB)",
	"invalid block type",
	"FSE accuracy too high",
	"match distance too far back",
	"unexpected EOF"
];
var err = function(ind, msg, nt) {
	var e = new Error(msg || ec[ind]);
	e.code = ind;
	if (Error.captureStackTrace) Error.captureStackTrace(e, err);
	if (!nt) throw e;
	return e;
};
var rb = function(d, b, n) {
	var i = 0, o = 0;
	for (; i < n; ++i) o |= d[b++] << (i << 3);
	return o;
};
var b4 = function(d, b) {
	return (d[b] | d[b + 1] << 8 | d[b + 2] << 16 | d[b + 3] << 24) >>> 0;
};
var rzfh = function(dat, w) {
	var n3 = dat[0] | dat[1] << 8 | dat[2] << 16;
	if (n3 == 3126568 && dat[3] == 253) {
		var flg = dat[4];
		var ss = flg >> 5 & 1, cc = flg >> 2 & 1, df = flg & 3, fcf = flg >> 6;
		if (flg & 8) err(0);
		var bt = 6 - ss;
		var db = df == 3 ? 4 : df;
		var di = rb(dat, bt, db);
		bt += db;
		var fsb = fcf ? 1 << fcf : ss;
		var fss = rb(dat, bt, fsb) + (fcf == 1 && 256);
		var ws = fss;
		if (!ss) {
			var wb = 1 << 10 + (dat[5] >> 3);
			ws = wb + (wb >> 3) * (dat[5] & 7);
		}
		if (ws > 2145386496) err(1);
		var buf = new u8((w == 1 ? fss || ws : w ? 0 : ws) + 12);
		buf[0] = 1, buf[4] = 4, buf[8] = 8;
		return {
			b: bt + fsb,
			y: 0,
			l: 0,
			d: di,
			w: w && w != 1 ? w : buf.subarray(12),
			e: ws,
			o: new i32(buf.buffer, 0, 3),
			u: fss,
			c: cc,
			m: Math.min(131072, ws)
		};
	} else if ((n3 >> 4 | dat[3] << 20) == 25481893) return b4(dat, 4) + 8;
	err(0);
};
var msb = function(val) {
	var bits = 0;
	for (; 1 << bits <= val; ++bits);
	return bits - 1;
};
var rfse = function(dat, bt, mal) {
	var tpos = (bt << 3) + 4;
	var al = (dat[bt] & 15) + 5;
	if (al > mal) err(3);
	var sz = 1 << al;
	var probs = sz, sym = -1, re = -1, i = -1, ht = sz;
	var buf = new ab(512 + (sz << 2));
	var freq = new i16(buf, 0, 256);
	var dstate = new u16(buf, 0, 256);
	var nstate = new u16(buf, 512, sz);
	var bb1 = 512 + (sz << 1);
	var syms = new u8(buf, bb1, sz);
	var nbits = new u8(buf, bb1 + sz);
	while (sym < 255 && probs > 0) {
		var bits = msb(probs + 1);
		var cbt = tpos >> 3;
		var msk = (1 << bits + 1) - 1;
		var val = (dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (tpos & 7) & msk;
		var msk1fb = (1 << bits) - 1;
		var msv = msk - probs - 1;
		var sval = val & msk1fb;
		if (sval < msv) tpos += bits, val = sval;
		else {
			tpos += bits + 1;
			if (val > msk1fb) val -= msv;
		}
		freq[++sym] = --val;
		if (val == -1) {
			probs += val;
			syms[--ht] = sym;
		} else probs -= val;
		if (!val) do {
			var rbt = tpos >> 3;
			re = (dat[rbt] | dat[rbt + 1] << 8) >> (tpos & 7) & 3;
			tpos += 2;
			sym += re;
		} while (re == 3);
	}
	if (sym > 255 || probs) err(0);
	var sympos = 0;
	var sstep = (sz >> 1) + (sz >> 3) + 3;
	var smask = sz - 1;
	for (var s = 0; s <= sym; ++s) {
		var sf = freq[s];
		if (sf < 1) {
			dstate[s] = -sf;
			continue;
		}
		for (i = 0; i < sf; ++i) {
			syms[sympos] = s;
			do
				sympos = sympos + sstep & smask;
			while (sympos >= ht);
		}
	}
	if (sympos) err(0);
	for (i = 0; i < sz; ++i) {
		var ns = dstate[syms[i]]++;
		var nb = nbits[i] = al - msb(ns);
		nstate[i] = (ns << nb) - sz;
	}
	return [tpos + 7 >> 3, {
		b: al,
		s: syms,
		n: nbits,
		t: nstate
	}];
};
var rhu = function(dat, bt) {
	var i = 0, wc = -1;
	var buf = new u8(292), hb = dat[bt];
	var hw = buf.subarray(0, 256);
	var rc = buf.subarray(256, 268);
	var ri = new u16(buf.buffer, 268);
	if (hb < 128) {
		var _a = rfse(dat, bt + 1, 6), ebt = _a[0], fdt = _a[1];
		bt += hb;
		var epos = ebt << 3;
		var lb = dat[bt];
		if (!lb) err(0);
		var st1 = 0, st2 = 0, btr1 = fdt.b, btr2 = btr1;
		var fpos = (++bt << 3) - 8 + msb(lb);
		for (;;) {
			fpos -= btr1;
			if (fpos < epos) break;
			var cbt = fpos >> 3;
			st1 += (dat[cbt] | dat[cbt + 1] << 8) >> (fpos & 7) & (1 << btr1) - 1;
			hw[++wc] = fdt.s[st1];
			fpos -= btr2;
			if (fpos < epos) break;
			cbt = fpos >> 3;
			st2 += (dat[cbt] | dat[cbt + 1] << 8) >> (fpos & 7) & (1 << btr2) - 1;
			hw[++wc] = fdt.s[st2];
			btr1 = fdt.n[st1];
			st1 = fdt.t[st1];
			btr2 = fdt.n[st2];
			st2 = fdt.t[st2];
		}
		if (++wc > 255) err(0);
	} else {
		wc = hb - 127;
		for (; i < wc; i += 2) {
			var byte = dat[++bt];
			hw[i] = byte >> 4;
			hw[i + 1] = byte & 15;
		}
		++bt;
	}
	var wes = 0;
	for (i = 0; i < wc; ++i) {
		var wt = hw[i];
		if (wt > 11) err(0);
		wes += wt && 1 << wt - 1;
	}
	var mb = msb(wes) + 1;
	var ts = 1 << mb;
	var rem = ts - wes;
	if (rem & rem - 1) err(0);
	hw[wc++] = msb(rem) + 1;
	for (i = 0; i < wc; ++i) {
		var wt = hw[i];
		++rc[hw[i] = wt && mb + 1 - wt];
	}
	var hbuf = new u8(ts << 1);
	var syms = hbuf.subarray(0, ts), nb = hbuf.subarray(ts);
	ri[mb] = 0;
	for (i = mb; i > 0; --i) {
		var pv = ri[i];
		fill(nb, i, pv, ri[i - 1] = pv + rc[i] * (1 << mb - i));
	}
	if (ri[0] != ts) err(0);
	for (i = 0; i < wc; ++i) {
		var bits = hw[i];
		if (bits) {
			var code = ri[bits];
			fill(syms, i, code, ri[bits] = code + (1 << mb - bits));
		}
	}
	return [bt, {
		n: nb,
		b: mb,
		s: syms
	}];
};
var dllt = (/*#__PURE__*/ rfse(/*#__PURE__*/ new u8([
	81,
	16,
	99,
	140,
	49,
	198,
	24,
	99,
	12,
	33,
	196,
	24,
	99,
	102,
	102,
	134,
	70,
	146,
	4
]), 0, 6))[1];
var dmlt = (/*#__PURE__*/ rfse(/*#__PURE__*/ new u8([
	33,
	20,
	196,
	24,
	99,
	140,
	33,
	132,
	16,
	66,
	8,
	33,
	132,
	16,
	66,
	8,
	33,
	68,
	68,
	68,
	68,
	68,
	68,
	68,
	68,
	36,
	9
]), 0, 6))[1];
var doct = (/*#__PURE__ */ rfse(/*#__PURE__*/ new u8([
	32,
	132,
	16,
	66,
	102,
	70,
	68,
	68,
	68,
	68,
	36,
	73,
	2
]), 0, 5))[1];
var b2bl = function(b, s) {
	var len = b.length, bl = new i32(len);
	for (var i = 0; i < len; ++i) {
		bl[i] = s;
		s += 1 << b[i];
	}
	return bl;
};
var llb = /*#__PURE__ */ new u8((/*#__PURE__ */ new i32([
	0,
	0,
	0,
	0,
	16843009,
	50528770,
	134678020,
	202050057,
	269422093
])).buffer, 0, 36);
var llbl = /*#__PURE__ */ b2bl(llb, 0);
var mlb = /*#__PURE__ */ new u8((/*#__PURE__ */ new i32([
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	16843009,
	50528770,
	117769220,
	185207048,
	252579084,
	16
])).buffer, 0, 53);
var mlbl = /*#__PURE__ */ b2bl(mlb, 3);
var dhu = function(dat, out, hu) {
	var len = dat.length, ss = out.length, lb = dat[len - 1], msk = (1 << hu.b) - 1, eb = -hu.b;
	if (!lb) err(0);
	var st = 0, btr = hu.b, pos = (len << 3) - 8 + msb(lb) - btr, i = -1;
	for (; pos > eb && i < ss;) {
		var cbt = pos >> 3;
		var val = (dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (pos & 7);
		st = (st << btr | val) & msk;
		out[++i] = hu.s[st];
		pos -= btr = hu.n[st];
	}
	if (pos != eb || i + 1 != ss) err(0);
};
var dhu4 = function(dat, out, hu) {
	var bt = 6;
	var sz1 = out.length + 3 >> 2, sz2 = sz1 << 1, sz3 = sz1 + sz2;
	dhu(dat.subarray(bt, bt += dat[0] | dat[1] << 8), out.subarray(0, sz1), hu);
	dhu(dat.subarray(bt, bt += dat[2] | dat[3] << 8), out.subarray(sz1, sz2), hu);
	dhu(dat.subarray(bt, bt += dat[4] | dat[5] << 8), out.subarray(sz2, sz3), hu);
	dhu(dat.subarray(bt), out.subarray(sz3), hu);
};
var rzb = function(dat, st, out) {
	var _a;
	var bt = st.b;
	var b0 = dat[bt], btype = b0 >> 1 & 3;
	st.l = b0 & 1;
	var sz = b0 >> 3 | dat[bt + 1] << 5 | dat[bt + 2] << 13;
	var ebt = (bt += 3) + sz;
	if (btype == 1) {
		if (bt >= dat.length) return;
		st.b = bt + 1;
		if (out) {
			fill(out, dat[bt], st.y, st.y += sz);
			return out;
		}
		return fill(new u8(sz), dat[bt]);
	}
	if (ebt > dat.length) return;
	if (btype == 0) {
		st.b = ebt;
		if (out) {
			out.set(dat.subarray(bt, ebt), st.y);
			st.y += sz;
			return out;
		}
		return slc(dat, bt, ebt);
	}
	if (btype == 2) {
		var b3 = dat[bt], lbt = b3 & 3, sf = b3 >> 2 & 3;
		var lss = b3 >> 4, lcs = 0, s4 = 0;
		if (lbt < 2) {
			if (sf & 1) lss |= dat[++bt] << 4 | (sf & 2 && dat[++bt] << 12);
			else lss = b3 >> 3;
		} else {
			s4 = sf;
			if (sf < 2) lss |= (dat[++bt] & 63) << 4, lcs = dat[bt] >> 6 | dat[++bt] << 2;
			else if (sf == 2) lss |= dat[++bt] << 4 | (dat[++bt] & 3) << 12, lcs = dat[bt] >> 2 | dat[++bt] << 6;
			else lss |= dat[++bt] << 4 | (dat[++bt] & 63) << 12, lcs = dat[bt] >> 6 | dat[++bt] << 2 | dat[++bt] << 10;
		}
		++bt;
		var buf = out ? out.subarray(st.y, st.y + st.m) : new u8(st.m);
		var spl = buf.length - lss;
		if (lbt == 0) buf.set(dat.subarray(bt, bt += lss), spl);
		else if (lbt == 1) fill(buf, dat[bt++], spl);
		else {
			var hu = st.h;
			if (lbt == 2) {
				var hud = rhu(dat, bt);
				lcs += bt - (bt = hud[0]);
				st.h = hu = hud[1];
			} else if (!hu) err(0);
			(s4 ? dhu4 : dhu)(dat.subarray(bt, bt += lcs), buf.subarray(spl), hu);
		}
		var ns = dat[bt++];
		if (ns) {
			if (ns == 255) ns = (dat[bt++] | dat[bt++] << 8) + 32512;
			else if (ns > 127) ns = ns - 128 << 8 | dat[bt++];
			var scm = dat[bt++];
			if (scm & 3) err(0);
			var dts = [
				dmlt,
				doct,
				dllt
			];
			for (var i = 2; i > -1; --i) {
				var md = scm >> (i << 1) + 2 & 3;
				if (md == 1) {
					var rbuf = new u8([
						0,
						0,
						dat[bt++]
					]);
					dts[i] = {
						s: rbuf.subarray(2, 3),
						n: rbuf.subarray(0, 1),
						t: new u16(rbuf.buffer, 0, 1),
						b: 0
					};
				} else if (md == 2) _a = rfse(dat, bt, 9 - (i & 1)), bt = _a[0], dts[i] = _a[1];
				else if (md == 3) {
					if (!st.t) err(0);
					dts[i] = st.t[i];
				}
			}
			var _b = st.t = dts, mlt = _b[0], oct = _b[1], llt = _b[2];
			var lb = dat[ebt - 1];
			if (!lb) err(0);
			var spos = (ebt << 3) - 8 + msb(lb) - llt.b, cbt = spos >> 3, oubt = 0;
			var lst = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << llt.b) - 1;
			cbt = (spos -= oct.b) >> 3;
			var ost = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << oct.b) - 1;
			cbt = (spos -= mlt.b) >> 3;
			var mst = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << mlt.b) - 1;
			for (++ns; --ns;) {
				var llc = llt.s[lst];
				var lbtr = llt.n[lst];
				var mlc = mlt.s[mst];
				var mbtr = mlt.n[mst];
				var ofc = oct.s[ost];
				var obtr = oct.n[ost];
				cbt = (spos -= ofc) >> 3;
				var ofp = 1 << ofc;
				var off = ofp + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16 | dat[cbt + 3] << 24) >>> (spos & 7) & ofp - 1);
				cbt = (spos -= mlb[mlc]) >> 3;
				var ml = mlbl[mlc] + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (spos & 7) & (1 << mlb[mlc]) - 1);
				cbt = (spos -= llb[llc]) >> 3;
				var ll = llbl[llc] + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (spos & 7) & (1 << llb[llc]) - 1);
				cbt = (spos -= lbtr) >> 3;
				lst = llt.t[lst] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << lbtr) - 1);
				cbt = (spos -= mbtr) >> 3;
				mst = mlt.t[mst] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << mbtr) - 1);
				cbt = (spos -= obtr) >> 3;
				ost = oct.t[ost] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << obtr) - 1);
				if (off > 3) {
					st.o[2] = st.o[1];
					st.o[1] = st.o[0];
					st.o[0] = off -= 3;
				} else {
					var idx = off - (ll != 0);
					if (idx) {
						off = idx == 3 ? st.o[0] - 1 : st.o[idx];
						if (idx > 1) st.o[2] = st.o[1];
						st.o[1] = st.o[0];
						st.o[0] = off;
					} else off = st.o[0];
				}
				for (var i = 0; i < ll; ++i) buf[oubt + i] = buf[spl + i];
				oubt += ll, spl += ll;
				var stin = oubt - off;
				if (stin < 0) {
					var len = -stin;
					var bs = st.e + stin;
					if (len > ml) len = ml;
					for (var i = 0; i < len; ++i) buf[oubt + i] = st.w[bs + i];
					oubt += len, ml -= len, stin = 0;
				}
				for (var i = 0; i < ml; ++i) buf[oubt + i] = buf[stin + i];
				oubt += ml;
			}
			if (oubt != spl) while (spl < buf.length) buf[oubt++] = buf[spl++];
			else oubt = buf.length;
			if (out) st.y += oubt;
			else buf = slc(buf, 0, oubt);
		} else if (out) {
			st.y += lss;
			if (spl) for (var i = 0; i < lss; ++i) buf[i] = buf[spl + i];
		} else if (spl) buf = slc(buf, spl);
		st.b = ebt;
		return buf;
	}
	err(2);
};
var cct = function(bufs, ol) {
	if (bufs.length == 1) return bufs[0];
	var buf = new u8(ol);
	for (var i = 0, b = 0; i < bufs.length; ++i) {
		var chk = bufs[i];
		buf.set(chk, b);
		b += chk.length;
	}
	return buf;
};
/**
* Decompressor for Zstandard streamed data
*/
var Decompress = /* @__PURE__ */ function() {
	/**
	* Creates a Zstandard decompressor
	* @param ondata The handler for stream data
	*/
	function Decompress(ondata) {
		this.ondata = ondata;
		this.c = [];
		this.l = 0;
		this.z = 0;
	}
	/**
	* Pushes data to be decompressed
	* @param chunk The chunk of data to push
	* @param final Whether or not this is the last chunk in the stream
	*/
	Decompress.prototype.push = function(chunk, final) {
		if (typeof this.s == "number") {
			var sub = Math.min(chunk.length, this.s);
			chunk = chunk.subarray(sub);
			this.s -= sub;
		}
		var ncs = chunk.length + this.l;
		if (!this.s) {
			if (final) {
				if (!ncs) {
					this.ondata(new u8(0), true);
					return;
				}
				if (ncs < 5) err(5);
			} else if (ncs < 18) {
				this.c.push(chunk);
				this.l = ncs;
				return;
			}
			if (this.l) {
				this.c.push(chunk);
				chunk = cct(this.c, ncs);
				this.c = [];
				this.l = 0;
			}
			if (typeof (this.s = rzfh(chunk)) == "number") return this.push(chunk, final);
		}
		if (typeof this.s != "number") {
			if (ncs < (this.z || 3)) {
				if (final) err(5);
				this.c.push(chunk);
				this.l = ncs;
				return;
			}
			if (this.l) {
				this.c.push(chunk);
				chunk = cct(this.c, ncs);
				this.c = [];
				this.l = 0;
			}
			if (!this.z && ncs < (this.z = chunk[this.s.b] & 2 ? 4 : 3 + (chunk[this.s.b] >> 3 | chunk[this.s.b + 1] << 5 | chunk[this.s.b + 2] << 13))) {
				if (final) err(5);
				this.c.push(chunk);
				this.l = ncs;
				return;
			} else this.z = 0;
			for (;;) {
				var blk = rzb(chunk, this.s);
				if (!blk) {
					if (final) err(5);
					var adc = chunk.subarray(this.s.b);
					this.s.b = 0;
					this.c.push(adc), this.l += adc.length;
					return;
				} else {
					this.ondata(blk, false);
					cpw(this.s.w, 0, blk.length);
					this.s.w.set(blk, this.s.w.length - blk.length);
				}
				if (this.s.l) {
					var rest = chunk.subarray(this.s.b);
					this.s = this.s.c * 4;
					this.push(rest, final);
					return;
				}
			}
		} else if (final) err(5);
	};
	return Decompress;
}();
// src/main/content-coding/zstd-frame-head.ts
const magic = [
	40,
	181,
	47,
	253
];
const skippableMagic = [
	80,
	42,
	77,
	24
];
/** Whether a frame can begin like that, as far as it is there. */
function startsFrame(data) {
	return isSkippable(data) || magic.every((octet, at) => at >= data.byteLength || data[at] === octet);
}
/** Whether a frame can begin like that which decoders pass over (section 3.1.2); one that begins with nothing can not. */
function isSkippable(data) {
	const [first] = data;
	if (first === void 0 || (first & 240) !== skippableMagic[0]) return false;
	return skippableMagic.every((octet, at) => at === 0 || at >= data.byteLength || data[at] === octet);
}
/** Null when it is not whole yet. */
function zstdFrameHead(data) {
	const descriptor = data[4];
	if (descriptor === void 0) return null;
	const isSingleSegment = (descriptor & 32) !== 0;
	const dictionaryBytes = [
		0,
		1,
		2,
		4
	][descriptor & 3] ?? 0;
	const sizeBytes = [
		isSingleSegment ? 1 : 0,
		2,
		4,
		8
	][descriptor >> 6] ?? 0;
	const dictionaryAt = isSingleSegment ? 5 : 6;
	const sizeAt = dictionaryAt + dictionaryBytes;
	const bytes = sizeAt + sizeBytes;
	if (data.byteLength < bytes) return null;
	const size = numberAt(data, sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
	return {
		bytes,
		windowBytes: isSingleSegment ? size : windowOf(data[5] ?? 0),
		dictionary: numberAt(data, dictionaryAt, dictionaryBytes),
		hasChecksum: (descriptor & 4) !== 0
	};
}
function windowOf(descriptor) {
	const base = 2 ** (10 + (descriptor >> 3));
	return base + base / 8 * (descriptor & 7);
}
/** Little-endian. */
function numberAt(data, at, bytes) {
	let value = 0;
	for (let index = bytes - 1; index >= 0; index -= 1) value = value * 256 + (data[at + index] ?? 0);
	return value;
}
// src/main/content-coding/zstd-layer.ts
/** The window is taken into memory whole. It may be 8 MB over HTTP (RFC 9659), and a frame sent as one segment is its own. */
const largestWindow = 33554432;
/** RFC 8878, section 3.1.1.2.4. The decoder does not look. */
const largestBlock = 131072;
/**
* The decoder moves its whole window for each block, and memory for a new one costs more. This much of it is let pass, and this much
* for each byte that came: a sender of small events has blocks of a hundred bytes and a window of 8 MB at most.
*/
const movedBytesFree = 4 * 1024 ** 3;
const movedBytesForByte = 65536;
const openingCost = 12;
/**
* Zstandard (RFC 8878), of which Node has none before version 22: fzstd, given frame by frame and block by block what it would
* not look at itself. Data is known block by block, and senders end a block where they flush. Checksums are not compared.
*/
var ZstdLayer = class {
	#state = { in: "none" };
	#pending = /* @__PURE__ */ new Uint8Array(0);
	#writtenBytes = 0;
	#movedBytes = 0;
	#frames = 0;
	#decoded = [];
	write(octets, give) {
		this.#writtenBytes += octets.byteLength;
		this.#pending = this.#pending.byteLength === 0 ? octets : Buffer.concat([this.#pending, octets]);
		let used;
		do {
			used = this.#readFrom(this.#pending, give);
			this.#pending = this.#pending.subarray(used);
		} while (used > 0);
		this.#pending = new Uint8Array(this.#pending);
	}
	end(_give) {
		if (this.#state.in === "none" && this.#pending.byteLength === 0) return;
		throw new UnreadableCoding("cut-off");
	}
	/** How many of these bytes were used up; none when the next part is not whole. */
	#readFrom(data, give) {
		const state = this.#state;
		switch (state.in) {
			case "none": return this.#beginFrame(data);
			case "skipped": {
				const used = Math.min(state.left, data.byteLength);
				this.#state = used === state.left ? { in: "none" } : {
					in: "skipped",
					left: state.left - used
				};
				return used;
			}
			case "blocks": return this.#readBlock(data, state.head, state.stream, give);
			case "checksum":
				if (data.byteLength < 4) return 0;
				this.#push(state.stream, data.subarray(0, 4), true, give);
				this.#state = { in: "none" };
				return 4;
		}
	}
	#beginFrame(data) {
		if (!startsFrame(data)) throw new UnreadableCoding(this.#frames === 0 ? "foreign" : "trailing");
		if (isSkippable(data)) {
			if (data.byteLength < 8) return 0;
			const left = new DataView(data.buffer, data.byteOffset).getUint32(4, true);
			if (left > 0) this.#state = {
				in: "skipped",
				left
			};
			return 8;
		}
		const head = zstdFrameHead(data);
		if (head === null) return 0;
		if (head.dictionary !== 0) throw new UnreadableCoding("broken");
		if (head.windowBytes > largestWindow) throw new UnreadableCoding("too-large");
		this.#frames += 1;
		this.#countMoved(head.windowBytes * openingCost);
		const stream = new Decompress((octets) => this.#decoded.push(octets));
		this.#push(stream, data.subarray(0, head.bytes), false, none);
		this.#state = {
			in: "blocks",
			head,
			stream
		};
		return head.bytes;
	}
	#readBlock(data, head, stream, give) {
		const [first, second, third] = data;
		if (first === void 0 || second === void 0 || third === void 0) return 0;
		const size = first >> 3 | second << 5 | third << 13;
		const isRepeated = (first >> 1 & 3) === 1;
		if (size > largestBlock) throw new UnreadableCoding("broken");
		const bytes = 3 + (isRepeated ? 1 : size);
		if (data.byteLength < bytes) return 0;
		const isLast = (first & 1) === 1;
		this.#countMoved(head.windowBytes);
		this.#push(stream, data.subarray(0, bytes), isLast && !head.hasChecksum, give);
		if (isLast) this.#state = head.hasChecksum ? {
			in: "checksum",
			stream
		} : { in: "none" };
		return bytes;
	}
	#countMoved(bytes) {
		this.#movedBytes += bytes;
		if (this.#movedBytes > movedBytesFree + this.#writtenBytes * movedBytesForByte) throw new UnreadableCoding("too-large");
	}
	#push(stream, octets, isLast, give) {
		try {
			stream.push(new Uint8Array(octets), isLast);
		} catch {
			throw new UnreadableCoding("broken");
		}
		const decoded = this.#decoded;
		this.#decoded = [];
		for (const piece of decoded) if (piece.byteLength > 0) give(piece);
	}
};
function none() {}
// src/main/content-coding/content-decoder.ts
/** The API takes files of 500 MB. */
const mostUnpackedBytes = 536870912;
/** JSON and text pack to a hundredth at best; what repeats itself, as one line of a log, to next to nothing. */
const ratioBounds = [{
	fromBytes: 8388608,
	largestRatio: 1e3
}, {
	fromBytes: 67108864,
	largestRatio: 250
}];
/** Unpacked at a time, so that what grows too much is noticed before it fills the memory. */
const sliceBytes$1 = 16384;
/** A decoder for the codings of a body, or null where there is none to take off; `unknown` where we cannot. */
function contentDecoder(contentEncoding, options = {}) {
	const codings = contentCodings(contentEncoding);
	if (codings === null) return "unknown";
	return codings.length === 0 ? null : new LayeredDecoder(codings.map(layerFor), options);
}
function layerFor(coding) {
	return coding === "zstd" ? new ZstdLayer() : zlibLayer(coding);
}
/** The layers one after the other, outermost first, and the bounds that hold for each of them: one that gives nothing on costs time too. */
var LayeredDecoder = class {
	#layers;
	#unpackedBytes;
	#mostBytes;
	#onPacked;
	#packedBytes = 0;
	constructor(layers, { mostBytes = mostUnpackedBytes, onPacked }) {
		this.#layers = layers;
		this.#unpackedBytes = layers.map(() => 0);
		this.#mostBytes = mostBytes;
		this.#onPacked = onPacked;
	}
	write(octets, give) {
		for (const slice of inSlices(octets)) {
			this.#packedBytes += slice.byteLength;
			this.#through(0, slice, give);
		}
	}
	end(give) {
		for (const [index, layer] of this.#layers.entries()) layer.end((octets) => this.#from(index, octets, give));
	}
	/** Slice by slice down to the last layer: what one layer makes of a slice is bounded, and what several make of it is their product. */
	#through(index, octets, give) {
		const layer = this.#layers[index];
		if (layer === void 0) {
			give(octets);
			return;
		}
		for (const slice of inSlices(octets)) {
			this.#onPacked?.(index, slice);
			try {
				layer.write(slice, (unpacked) => this.#from(index, unpacked, give));
			} catch (error) {
				throw index > 0 && isForeign(error) ? new UnreadableCoding("broken") : error;
			}
		}
	}
	#from(index, unpacked, give) {
		const bytes = (this.#unpackedBytes[index] ?? 0) + unpacked.byteLength;
		if (ratioBounds.some(({ fromBytes, largestRatio }) => bytes > fromBytes && bytes > this.#packedBytes * largestRatio) || bytes > this.#mostBytes) throw new UnreadableCoding("too-large");
		this.#unpackedBytes[index] = bytes;
		this.#through(index + 1, unpacked, give);
	}
};
function isForeign(error) {
	return error instanceof UnreadableCoding && error.reason === "foreign";
}
function* inSlices(octets) {
	for (let start = 0; start < octets.byteLength; start += sliceBytes$1) yield octets.subarray(start, start + sliceBytes$1);
}
// src/main/store/bodies/decoded-body.ts
/** A body that unpacks to more is stored unpacked: what is packed still and would become more was never searched for credentials. */
const mostBytesStoredPacked = 67108864;
/** Unpacked before others have their turn. */
const sliceBytes = 65536;
/**
* Takes the content coding (gzip, deflate, br, zstd, or several) off a stored body, as the recorder does. A body whose stream was cut
* off gives the part that can be read; one with an unknown coding gives no octets. Never throws.
*/
async function decodeBody(body) {
	const decoder = contentDecoder(body.contentEncoding, { mostBytes: mostBytesStoredPacked });
	if (decoder === "unknown") return {
		octets: /* @__PURE__ */ new Uint8Array(0),
		whole: false
	};
	if (decoder === null) return {
		octets: body.octets,
		whole: body.complete
	};
	const pieces = [];
	const keep = (octets) => void pieces.push(octets);
	try {
		for (let start = 0; start < body.octets.byteLength; start += sliceBytes) {
			decoder.write(body.octets.subarray(start, start + sliceBytes), keep);
			await setImmediate();
		}
		decoder.end(keep);
		return {
			octets: Buffer.concat(pieces),
			whole: body.complete
		};
	} catch (error) {
		if (!(error instanceof UnreadableCoding)) throw error;
		return {
			octets: Buffer.concat(pieces),
			whole: false
		};
	}
}
// src/main/store/content/split-stored.ts
/** A body that unpacks or adds up to more is searched as the texts it is stored in, not put together. */
const saidUpToBytes = 16777216;
/** What a body says that is not the sum of what its texts say; null for one of which each text says its own. */
async function saidByWhole(body, side) {
	if (body.octets.byteLength > saidUpToBytes) return null;
	if (body.contentEncoding === null && (side === "request" || isJson(body.octets))) return null;
	const { octets } = await decodeBody(body);
	if (octets.byteLength > saidUpToBytes) return null;
	const message = side === "response" ? readResponse(octets, body.contentType) : null;
	if (message === null || message.kind === "other") return body.contentEncoding === null ? null : saidByParts(octets);
	return withoutCoded([...message.blocks.map(({ tool, text }) => tool === null ? text : `${tool}\n${text}`), ...message.error === null ? [] : [message.error.type, message.error.message]].join("\n"));
}
function saidByParts(octets) {
	let start = 0;
	const said = [];
	for (const end of splitBody(octets)) {
		said.push(isJson(octets) ? saidByJson(octets.subarray(start, end)) : saidByPlain(octets.subarray(start, end)));
		start = end;
	}
	return said.join("\n");
}
// src/main/store/content/text-writes.ts
/** Exchanges whose packs are listed together. */
const exchangesOfBlock = 256;
/** The exchanges of a block: from `from` on, before `until`. */
function exchangesIn(block) {
	return {
		from: block * exchangesOfBlock,
		until: (block + 1) * exchangesOfBlock
	};
}
// src/main/store/content/block-texts.ts
/** Tools and system prompts are in all of the history: in how many blocks the exchanges that hold a text are counted. */
const countedBlocks = 4;
/** Finds the exchanges that hold texts: their blocks by what the packs are used in, and in them those whose lists have the text. */
var BlockTexts = class {
	#blocksOf;
	#blocksOfAny;
	#allBlocks;
	#listsIn;
	constructor(store) {
		this.#blocksOf = store.prepare("SELECT block FROM pack_use WHERE first_text = (SELECT first_text FROM text WHERE number = ?) ORDER BY block").pluck();
		this.#blocksOfAny = store.prepare("SELECT DISTINCT block FROM pack_use WHERE first_text IN (SELECT first_text FROM text WHERE number IN (SELECT value FROM json_each(?)))").pluck();
		this.#allBlocks = store.prepare(nextBlocks).pluck();
		this.#listsIn = store.prepare("SELECT number, texts FROM body WHERE number >= ? AND number < ? ORDER BY number");
	}
	/** `texts` in ascending order. */
	holdersOf(texts) {
		const blocksOf = new Map(texts.map((text) => [text, this.#blocksOf.all(text)]));
		const looked = new Set([...blocksOf.values()].flatMap((blocks) => blocks.slice(0, countedBlocks)));
		const firsts = /* @__PURE__ */ new Map();
		const exchanges = new Map(texts.map((text) => [text, /* @__PURE__ */ new Set()]));
		for (const block of [...looked].toSorted((one, other) => one - other)) {
			const { from, until } = exchangesIn(block);
			for (const { number, texts: list } of this.#listsIn.iterate(from * 2, until * 2)) {
				if (list === null) continue;
				eachInRuns(list, texts, (text) => {
					if (!firsts.has(text)) firsts.set(text, number);
					exchanges.get(text)?.add(Math.floor(number / 2));
					return true;
				});
			}
		}
		return new Map(texts.map((text) => {
			const first = firsts.get(text);
			const isCounted = (blocksOf.get(text) ?? []).every((block) => looked.has(block));
			return [text, {
				first: first === void 0 ? null : {
					exchange: Math.floor(first / 2),
					side: first % 2 === 0 ? "request" : "response"
				},
				count: exchanges.get(text)?.size ?? 0,
				isCounted
			}];
		}));
	}
	/** `texts` in ascending order; `isLookUp`: there are so few that the blocks of each are looked up. */
	exchangesWithAny(texts, isLookUp) {
		const found = new ExchangeSet();
		if (texts.length === 0) return found;
		for (const block of isLookUp ? this.#blocksOfAny.all(JSON.stringify(texts)) : this.#allBlocks.all()) {
			const { from, until } = exchangesIn(block);
			for (const { number, texts: list } of this.#listsIn.iterate(from * 2, until * 2)) {
				const exchange = Math.floor(number / 2);
				if (list === null || found.has(exchange)) continue;
				eachInRuns(list, texts, () => {
					found.add(exchange);
					return false;
				});
			}
		}
		return found;
	}
};
/** Each block once, without reading through all of its packs. */
const nextBlocks = `
  WITH RECURSIVE used (block) AS (
    SELECT min(block) FROM pack_use
    UNION ALL
    SELECT (SELECT min(block) FROM pack_use WHERE block > used.block) FROM used WHERE used.block IS NOT NULL
  )
  SELECT block FROM used WHERE block IS NOT NULL`;
// src/main/store/content/text-search.ts
/** For so many texts the blocks that hold them are looked up; else all are gone through. */
const lookedUpTexts = 2e3;
function textSearch(store) {
	const newest = store.prepare("SELECT rowid FROM text_words WHERE text_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?").pluck();
	const all = store.prepare("SELECT rowid FROM text_words WHERE text_words MATCH ? ORDER BY rowid").pluck();
	const blocks = new BlockTexts(store);
	const findId = store.prepare("SELECT id FROM exchange WHERE number = ?").pluck();
	const texts = bodyTexts(store);
	const readBody = numberedBodyReads(store);
	const hitOf = async (text, holders, phrases) => {
		const first = holders?.first ?? null;
		const id = first === null ? void 0 : findId.get(first.exchange);
		if (holders === void 0 || first === null || id === void 0) return null;
		const { exchange, side } = first;
		const found = {
			exchangeId: id,
			side,
			exchanges: holders.count,
			areAllCounted: holders.isCounted
		};
		const octets = side === "request" ? texts.readText(text) : null;
		const ofText = octets === null ? null : excerptOf(saidByJson(octets), phrases);
		if (ofText !== null && ofText.matches.length > 0) return {
			...found,
			excerpt: ofText
		};
		const body = readBody(exchange, side);
		const said = body === null ? "" : await saidByWhole(body, side) ?? saidByText(body, texts.readText(text));
		return {
			...found,
			excerpt: excerptOf(said, phrases)
		};
	};
	return {
		searchTexts: async ({ phrases: wanted, limit, before = Number.MAX_SAFE_INTEGER }) => {
			const phrases = wanted.map(phraseOf).filter(({ words }) => words.length > 0);
			if (phrases.length === 0) return {
				hits: [],
				next: null
			};
			const found = newest.all(matchOf(phrases), before, limit + 1);
			const shown = found.slice(0, limit);
			const holders = blocks.holdersOf(shown.toReversed());
			return {
				hits: (await Promise.all(shown.map((text) => hitOf(text, holders.get(text), phrases)))).filter((hit) => hit !== null),
				next: found.length > limit ? shown.at(-1) ?? null : null
			};
		},
		exchangesSaying: (phrase) => {
			const wanted = phraseOf(phrase);
			if (wanted.words.length === 0) return new ExchangeSet();
			const found = all.all(matchOf([wanted]));
			return blocks.exchangesWithAny(found, found.length <= lookedUpTexts);
		}
	};
}
function saidByText(body, text) {
	if (text === null) return "";
	return isJson(body.octets) ? saidByJson(text) : saidByPlain(text);
}
/** Words hold letters, digits and marks only: nothing in them is FTS5's syntax once they are quoted. */
function matchOf(phrases) {
	return phrases.map(({ written, isPrefix }) => `"${written}"${isPrefix ? "*" : ""}`).join(" AND ");
}
// src/main/store/rows/known-names.ts
/** Names of older exchanges are not offered: looking for them takes time, and they can be written all the same. */
const recentExchanges = 1e4;
const recentOfSessions = 2e3;
const mostNames = 500;
const mostSources = 5e3;
/** The names that exchanges have, for completing filters. */
function knownNameReads(store) {
	const listNames = store.prepare(`
    SELECT model, agent_name, project_directory, error_code FROM (
      SELECT request_started_at_us, model, agent_name, project_directory, error_code FROM exchange INDEXED BY exchange_facts
      ORDER BY request_started_at_us DESC, number DESC LIMIT ?)
    GROUP BY 1, 2, 3, 4 ORDER BY max(request_started_at_us) DESC LIMIT ?`);
	const listHosts = store.prepare(`SELECT host FROM (SELECT request_started_at_us, host FROM exchange INDEXED BY exchange_by_time ORDER BY request_started_at_us DESC, number DESC LIMIT ?)
      GROUP BY host ORDER BY max(request_started_at_us) DESC LIMIT ?`).pluck();
	const listSessions = store.prepare(`
    SELECT session_key AS id, (SELECT title FROM exchange AS titled WHERE titled.session_key = recent.session_key AND title IS NOT NULL
        AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1) AS title
    FROM (SELECT request_started_at_us, session_key FROM exchange INDEXED BY exchange_by_time ORDER BY request_started_at_us DESC, number DESC LIMIT ?) AS recent
    GROUP BY session_key ORDER BY max(request_started_at_us) DESC LIMIT ?`);
	const listSources = store.prepare("SELECT kind, name, key FROM source WHERE name IS NOT NULL ORDER BY number DESC LIMIT ?");
	return { readKnownNames: () => {
		const names = listNames.all(recentExchanges, mostSources);
		const sources = listSources.all(mostSources);
		const ofKinds = (...kinds) => different(sources.map(({ kind, name }) => kinds.includes(kind) ? name : null));
		return {
			sessions: listSessions.all(recentOfSessions, mostNames),
			models: different(names.map(({ model }) => model)),
			agents: different(names.map(({ agent_name: agent }) => agent)),
			projects: different(names.map(({ project_directory: project }) => project)),
			errors: different(names.map(({ error_code: code }) => code)),
			hosts: listHosts.all(recentOfSessions, mostNames),
			servers: ofKinds("mcp-tool-definition", "mcp-instructions", "mcp-result", "mcp-resource", "mcp-prompt", "mcp-status"),
			serverTools: serverTools(sources),
			skills: ofKinds("skill-listing", "skill-body", "slash-command"),
			memoryFiles: ofKinds("memory-file"),
			tools: ofKinds("tool-definition", "builtin-result"),
			hookEvents: ofKinds("hook")
		};
	} };
}
function serverTools(sources) {
	return sources.flatMap(({ kind, name, key }) => {
		const tool = kind === "mcp-tool-definition" ? fieldOfKey(key, "tool") : null;
		return tool === null ? [] : [{
			server: name,
			tool
		}];
	});
}
function different(names) {
	return [...new Set(names.flatMap((name) => name === null || name === "" ? [] : [name]))].slice(0, mostNames);
}
// src/main/store/retention/store-size.ts
/** The database and its log in bytes, without pages that are free. */
function usedBytes(store) {
	return liveBytes(store) + logBytes(store);
}
/** The pages that hold something. */
function liveBytes(store) {
	return (pragma(store, "page_count") - pragma(store, "freelist_count")) * pragma(store, "page_size");
}
/** The log lies about as large as it ever was; it is used again from its start. */
function logBytes(store) {
	return statSync(`${store.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
function pragma(store, name) {
	return Number(store.pragma(name, { simple: true }));
}
// src/main/store/retention/store-use-reads.ts
function storeUseReads(store) {
	const count = store.prepare("SELECT count(*) FROM exchange").pluck();
	const withContent = "FROM exchange INDEXED BY exchange_with_content WHERE content_removed_at_us IS NULL AND rule_version > 0 AND state NOT IN ('open', 'uncaptured')";
	const countWithContent = store.prepare(`SELECT count(*) ${withContent}`).pluck();
	const oldest = store.prepare("SELECT min(request_started_at_us) FROM exchange").pluck();
	const oldestContent = store.prepare(`SELECT min(request_started_at_us) ${withContent}`).pluck();
	const countSince = store.prepare("SELECT count(*) FROM exchange INDEXED BY exchange_by_time WHERE request_started_at_us >= ?").pluck();
	return { readStoreUse: (sinceUs) => ({
		usedBytes: usedBytes(store),
		exchanges: count.get() ?? 0,
		withContent: countWithContent.get() ?? 0,
		oldestUs: oldest.get() ?? null,
		oldestContentUs: oldestContent.get() ?? null,
		exchangesSince: countSince.get(sinceUs) ?? 0
	}) };
}
// src/main/store/ratings/rating-reads.ts
/** Ratings of exchanges, the latest first. */
function ratingReads(store) {
	const columns = "exchange.id, stars, comment, rated_at_us";
	const rated = "rating JOIN exchange ON exchange.number = exchange_number";
	const readOne = store.prepare(`SELECT ${columns} FROM ${rated} WHERE exchange.id = ?`);
	const countAll = store.prepare("SELECT count(*) FROM rating WHERE rated_at_us >= @fromUs AND rated_at_us < @untilUs").pluck();
	const list = store.prepare(`
    SELECT ${columns} FROM ${rated} WHERE rated_at_us >= @fromUs AND rated_at_us < @untilUs AND (@before IS NULL OR (rated_at_us, exchange_number) <
      (SELECT place.rated_at_us, place.exchange_number FROM rating AS place JOIN exchange AS of ON of.number = place.exchange_number WHERE of.id = @before))
    ORDER BY rated_at_us DESC, exchange_number DESC LIMIT @limit OFFSET @offset`);
	return {
		readRating: (id) => {
			const record = readOne.get(id);
			return record === void 0 ? null : ratingOf(record);
		},
		listRatings: ({ fromUs, untilUs, before, offset, limit }) => {
			const values = {
				fromUs: fromUs ?? Number.MIN_SAFE_INTEGER,
				untilUs: untilUs ?? Number.MAX_SAFE_INTEGER,
				before: before ?? null,
				offset: offset ?? 0,
				limit
			};
			return {
				ratings: list.all(values).map(ratingOf),
				total: countAll.get(values) ?? 0
			};
		}
	};
}
function ratingOf({ id, stars, comment, rated_at_us: ratedAtUs }) {
	return {
		id,
		stars,
		comment,
		ratedAtUs
	};
}
// src/domain/filter/fields.ts
/** Fields with words: of a closed list (`choices`), or free. `lacks`: exchanges may have none, so `any` and `none` can be asked for. */
const wordFields = {
	id: {
		what: "the id of a request, or its beginning",
		lacks: false
	},
	type: {
		what: "why Claude Code sent it",
		lacks: false,
		choices: [.../* @__PURE__ */ new Set([...requestClasses, ...auxiliaryPurposes])]
	},
	session: {
		what: "the id of a session, or its beginning",
		lacks: false
	},
	thread: {
		what: "a thread of a session: main, or the key of a subagent",
		lacks: true
	},
	agent: {
		what: "main, or a subagent's name",
		lacks: false
	},
	model: {
		what: "a part of the model's name",
		lacks: true
	},
	state: {
		what: "how far it came",
		lacks: false,
		choices: [
			"open",
			"complete",
			"interrupted",
			"failed",
			"uncaptured"
		]
	},
	error: {
		what: "the code of what went wrong",
		lacks: true
	},
	host: {
		what: "a part of the server's name",
		lacks: false
	},
	path: {
		what: "a part of the path",
		lacks: false
	},
	method: {
		what: "the HTTP method",
		lacks: false
	},
	project: {
		what: "a part of the project's directory",
		lacks: true
	},
	billing: {
		what: "who pays",
		lacks: true,
		choices: ["subscription", "api-key"]
	},
	cache: {
		what: "what became of the cache",
		lacks: true,
		choices: [
			"no-cache-expected",
			"read-as-expected",
			"partial",
			"miss"
		]
	},
	pinned: {
		what: "whether it is pinned",
		lacks: false,
		choices: ["yes", "no"]
	},
	imported: {
		what: "whether it came from a file",
		lacks: false,
		choices: ["yes", "no"]
	},
	content: {
		what: "whether its bodies are still here",
		lacks: false,
		choices: ["kept", "removed"]
	},
	is: {
		what: "a request that repeats another",
		lacks: false,
		choices: ["retry"]
	}
};
/** Fields with figures. */
const figureFields = {
	status: {
		what: "the status of the response",
		unit: "plain",
		expected: "a number as 429, 4xx or >=400",
		examples: [
			"200",
			"4xx",
			"5xx",
			">=400",
			"none"
		]
	},
	turn: {
		what: "the number of the turn in its thread",
		unit: "plain",
		expected: "a number as 3, >10 or 2..5",
		examples: ["1", ">10"]
	},
	tokens: {
		what: "tokens of the prompt",
		unit: "tokens",
		expected: "a number of tokens as 500, >50k or 10k..50k",
		examples: [
			">50k",
			"10k..50k",
			">=1m",
			"none"
		]
	},
	output: {
		what: "tokens of the response",
		unit: "tokens",
		expected: "a number of tokens as 500, >2k or 1k..5k",
		examples: [
			">2k",
			"1k..5k",
			"none"
		]
	},
	cost: {
		what: "the price in dollars",
		unit: "dollars",
		expected: "dollars as 0.25, >0.50 or $1..$2",
		examples: [
			">0.50",
			"0.10..1",
			"none"
		]
	},
	duration: {
		what: "from the first byte to the last",
		unit: "time",
		expected: "a time as 800ms, >2s or 1m..5m",
		examples: [
			">10s",
			">1m",
			"<500ms",
			"none"
		]
	},
	"first-token": {
		what: "until the response began",
		unit: "time",
		expected: "a time as 800ms, >2s or 1s..5s",
		examples: [
			">2s",
			"<500ms",
			"none"
		]
	},
	size: {
		what: "bytes of the request and the response",
		unit: "bytes",
		expected: "a size as 500, >100kb or 1mb..5mb",
		examples: [">1mb", "100kb..1mb"]
	},
	rated: {
		what: "its stars",
		unit: "plain",
		expected: "a number of stars as 5, <=2, any or none",
		examples: [
			"any",
			"none",
			"<=2",
			"5"
		]
	}
};
const otherFields = {
	source: { what: "what the prompt holds" },
	after: { what: "sent at that time or later" },
	before: { what: "sent earlier than that" },
	text: { what: "words of the request or the response" }
};
function isWordField(name) {
	return Object.hasOwn(wordFields, name);
}
Object.entries({
	...wordFields,
	...figureFields,
	...otherFields
}).map(([name, { what }]) => ({
	name,
	what
}));
// src/domain/filter/word-term.ts
/** Tells the terms apart that have fields of words from those with figures. */
function isWordTerm(term) {
	return isWordField(term.field);
}
// src/main/store/rows/sql-parameters.ts
/** Values for a statement that is put together: each gets a name, and only that is in the SQL. */
var SqlParameters = class {
	#values = {};
	#count = 0;
	/** The name to write, as `@p3`. */
	add(value) {
		this.#count += 1;
		this.#values[`p${this.#count}`] = value;
		return `@p${this.#count}`;
	}
	get values() {
		return this.#values;
	}
};
/** The pattern of LIKE, with `\` as its escape, for what has this text in it. Upper and lower case of A to Z are the same to it. */
function patternOf(text) {
	return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
// src/main/store/rows/filter-sql.ts
function filterConditions(terms, parameters) {
	return {
		conditions: terms.map((term) => {
			const sql = conditionOf(term, parameters);
			return term.negated ? `(${sql}) IS NOT TRUE` : `(${sql})`;
		}),
		areFacts: terms.every(({ field }) => !besidesFacts.has(field))
	};
}
/** SQL that is true where one of the tests holds of a figure. */
function figureCondition(sql, tests, parameters) {
	return tests.map((test) => figureTest(sql, test, parameters)).join(" OR ");
}
const besidesFacts = /* @__PURE__ */ new Set([
	"host",
	"path",
	"method"
]);
/** How figures are read from a row; the units are those of the filter language. */
const figureColumns = {
	status: "status",
	turn: "turn_number",
	tokens: "prompt_tokens",
	output: "output_tokens",
	cost: "cost_micro_usd",
	duration: "(response_delivered_at_us - request_started_at_us)",
	"first-token": "(response_started_at_us - request_started_at_us)",
	size: "(request_bytes + response_bytes)",
	rated: "(SELECT stars FROM rating WHERE rating.exchange_number = exchange.number)"
};
const wordConditions = {
	type: {
		column: "request_class",
		is: typeIs
	},
	thread: exactly("thread_key"),
	agent: {
		column: "agent_name",
		is: (word, parameters) => word === "main" ? "agent_name IS NULL AND (request_class = 'main' OR thread_key = 'main')" : `agent_name = ${parameters.add(word)} COLLATE NOCASE`
	},
	model: partOf("model"),
	state: exactly("state"),
	error: exactly("error_code"),
	host: partOf("host"),
	path: partOf("path"),
	method: {
		column: "method",
		is: (word, parameters) => `method = ${parameters.add(word)} COLLATE NOCASE`
	},
	project: partOf("project_directory"),
	billing: exactly("billing"),
	cache: exactly("cache_verdict"),
	pinned: {
		column: "is_pinned",
		is: (word) => `is_pinned = ${word === "yes" ? 1 : 0}`
	},
	imported: {
		column: "import_number",
		is: (word) => `import_number IS ${word === "yes" ? "NOT NULL" : "NULL"}`
	},
	content: {
		column: "content_removed_at_us",
		is: (word) => `content_removed_at_us IS ${word === "removed" ? "NOT NULL" : "NULL"}`
	},
	is: {
		column: "retry_of",
		is: () => "retry_of IS NOT NULL"
	}
};
function conditionOf(term, parameters) {
	if (term.field === "after") return `request_started_at_us >= ${parameters.add(term.atMs * 1e3)}`;
	if (term.field === "before") return `request_started_at_us < ${parameters.add(term.atMs * 1e3)}`;
	if (!isWordTerm(term)) return figureCondition(figureColumns[term.field], term.anyOf, parameters);
	const { is, column } = wordConditions[term.field];
	return term.anyOf.map((test) => wordTest(test, column, is, parameters)).join(" OR ");
}
function wordTest(test, column, is, parameters) {
	if (test.is === "word") return `(${is(test.word, parameters)})`;
	return `${column} IS ${test.is === "any" ? "NOT NULL" : "NULL"}`;
}
function figureTest(sql, test, parameters) {
	if (test.is === "any" || test.is === "none") return `${sql} IS ${test.is === "any" ? "NOT NULL" : "NULL"}`;
	if (test.is === "range") return `${sql} BETWEEN ${parameters.add(test.from)} AND ${parameters.add(test.to)}`;
	return `${sql} ${test.is} ${parameters.add(test.value)}`;
}
function typeIs(word, parameters) {
	const type = parameters.add(word);
	return word === "other" ? `request_class = ${type}` : `request_class = ${type} OR auxiliary_purpose = ${type}`;
}
function exactly(column) {
	return {
		column,
		is: (word, parameters) => `${column} = ${parameters.add(word)}`
	};
}
function partOf(column) {
	return {
		column,
		is: (word, parameters) => `${column} LIKE ${parameters.add(patternOf(word))} ESCAPE '\\'`
	};
}
// src/main/store/rows/filter-sets.ts
function setFinder(store, texts) {
	const { exchangesHolding } = sourceFinder(store);
	const byIds = store.prepare("SELECT number FROM exchange WHERE id >= ? AND id < ?").pluck();
	const rated = (where, { values }) => setOf(store.prepare(`SELECT exchange_number FROM rating WHERE ${where}`).pluck().all(values));
	return (term) => {
		const { negated } = term;
		switch (term.field) {
			case "source": return {
				negated,
				set: exchangesHolding(term.anyOf)
			};
			case "text": return {
				negated,
				set: texts.exchangesSaying(term.text)
			};
			case "id": return {
				negated,
				set: setOf(term.anyOf.flatMap((test) => test.is === "word" ? byIds.all(test.word, beyond(test.word)) : []))
			};
			case "rated": {
				const parameters = new SqlParameters();
				const condition = figureCondition("stars", term.anyOf, parameters);
				const isForNone = term.anyOf.some(({ is }) => is === "none");
				return {
					negated: negated !== isForNone,
					set: rated(isForNone ? `NOT (${condition})` : condition, parameters)
				};
			}
			default: return null;
		}
	};
}
/** All that the sets say together. */
function combineSets(found) {
	const wanted = found.filter(({ negated }) => !negated).map(({ set }) => set);
	const unwanted = found.filter(({ negated }) => negated).map(({ set }) => set);
	return {
		within: wanted.length === 0 ? null : wanted.reduce((all, set) => all.intersection(set)),
		without: unwanted.length === 0 ? null : unwanted.reduce((all, set) => all.union(set))
	};
}
/** The first text after all that begin so. */
function beyond(beginning) {
	return `${beginning}\u{10FFFF}`;
}
function setOf(numbers) {
	const set = new ExchangeSet();
	for (const number of numbers) set.add(number);
	return set;
}
// src/main/store/rows/row-order.ts
/** What rows can be ordered by: SQL of a row's value. Of equal rows, and of those without a value, the newest come first. */
const sortColumns = {
	tokens: figureColumns.tokens,
	output: figureColumns.output,
	cost: figureColumns.cost,
	duration: figureColumns.duration,
	"first-token": figureColumns["first-token"],
	size: figureColumns.size,
	status: figureColumns.status,
	stars: figureColumns.rated,
	model: "model",
	agent: "agent_name"
};
/** SQL of the value that rows are ordered by; null for time, which orders all. */
function sortColumn({ by }) {
	return by === "time" ? null : sortColumns[by];
}
/** SQL of the order of the rows after a place, or of all for null. Those without a value are left in the order of time. */
function orderBy(sort, place) {
	const column = sortColumn(sort);
	if (column === null) return sort.descending ? newestFirst$1 : "request_started_at_us, number";
	if (place !== null && place.sorted_by === null) return newestFirst$1;
	return `${column} ${sort.descending ? "DESC" : "ASC"} NULLS LAST, ${newestFirst$1}`;
}
/** SQL that is true for the rows after a place. */
function isAfter(sort, place, parameters) {
	const key = `(${parameters.add(place.request_started_at_us)}, ${parameters.add(place.number)})`;
	const column = sortColumn(sort);
	if (column === null) return `(request_started_at_us, number) ${sort.descending ? "<" : ">"} ${key}`;
	const isOlder = `(request_started_at_us, number) < ${key}`;
	if (place.sorted_by === null) return `${isOlder} AND ${column} IS NULL`;
	const value = parameters.add(place.sorted_by);
	return `(${column} ${sort.descending ? "<" : ">"} ${value} OR ${column} IS NULL OR (${column} = ${value} AND ${isOlder}))`;
}
const newestFirst$1 = "request_started_at_us DESC, number DESC";
// src/main/store/rows/row-selection.ts
/** So many exchanges are looked up by their numbers; of more, all are gone through. */
const lookedUpNumbers = 1e4;
const mostSessions = 1e3;
function rowSelector(store, findSet) {
	const findSessions = store.prepare("SELECT DISTINCT session_key FROM exchange INDEXED BY exchange_by_session WHERE session_key >= ? AND session_key < ? LIMIT ?").pluck();
	/** A session is meant by its id, or by the beginning of an id that is a UUID. */
	const sessionKeys = (words) => words.flatMap((word) => /^[0-9a-f-]{4,35}$/i.test(word) ? findSessions.all(word.toLowerCase(), beyond(word.toLowerCase()), mostSessions) : [word]);
	return (query) => {
		const parameters = new SqlParameters();
		const { sets, sessions, columns } = partsOf(query, findSet);
		const ofSessions = sessions.map(({ negated, words }) => ({
			negated,
			keys: sessionKeys(words)
		}));
		if (query.sessionId !== void 0) ofSessions.push({
			negated: false,
			keys: [query.sessionId]
		});
		if (ofSessions.some(({ negated, keys }) => !negated && keys.length === 0)) return {
			parameters,
			conditions: [],
			...readFrom(byTime),
			total: 0
		};
		const isInSession = ofSessions.some(({ negated }) => !negated);
		const isOutOfSession = ofSessions.some(({ negated }) => negated);
		const conditions = ofSessions.map(({ negated, keys }) => `session_key ${negated ? "NOT " : ""}IN (${keys.map((key) => parameters.add(key)).join(", ")})`);
		const { conditions: ofColumns, areFacts } = filterConditions(columns, parameters);
		conditions.push(...ofColumns);
		if (query.fromUs !== void 0) conditions.push(`request_started_at_us >= ${parameters.add(query.fromUs)}`);
		if (query.untilUs !== void 0) conditions.push(`request_started_at_us < ${parameters.add(query.untilUs)}`);
		const { within, without } = combineSets(sets);
		const areAllInSet = conditions.length === 0 && without === null && query.ids === void 0;
		if (without !== null) conditions.push(`substr(${parameters.add(without.toOctets())}, number + 1, 1) IS NOT x'01'`);
		if (query.ids !== void 0) {
			if (within !== null) conditions.push(isIn(within, parameters));
			return {
				parameters,
				conditions,
				...readFrom(`(SELECT value AS wanted FROM json_each(${parameters.add(JSON.stringify(query.ids))})) CROSS JOIN exchange ON id = wanted`),
				total: null
			};
		}
		if (within !== null && within.size <= lookedUpNumbers) return {
			parameters,
			conditions,
			...readFrom(`(SELECT value AS found FROM json_each(${parameters.add(JSON.stringify([...within]))})) CROSS JOIN exchange ON number = found`),
			total: areAllInSet || within.size === 0 ? within.size : null
		};
		if (within !== null) conditions.push(isIn(within, parameters));
		const total = areAllInSet && within !== null ? within.size : null;
		return {
			parameters,
			conditions,
			...placesOf({
				isInSession,
				isOutOfSession,
				areOfTime: columns.every(({ field }) => field === "after" || field === "before"),
				areFacts
			}),
			total
		};
	};
}
const byTime = "exchange INDEXED BY exchange_by_time";
const bySession = "exchange INDEXED BY exchange_by_session";
const facts = "exchange INDEXED BY exchange_facts";
/** By the index of time each row would be looked up on its own. */
const table$1 = "exchange NOT INDEXED";
function isIn(set, parameters) {
	return `substr(${parameters.add(set.toOctets())}, number + 1, 1) = x'01'`;
}
function readFrom(place) {
	return {
		byTime: place,
		whole: place,
		toSort: place
	};
}
function placesOf({ isInSession, isOutOfSession, areOfTime, areFacts }) {
	if (isInSession) return readFrom(bySession);
	if (isOutOfSession && areOfTime) return {
		byTime,
		whole: bySession,
		toSort: table$1
	};
	if (isOutOfSession || !areFacts) return {
		byTime,
		whole: table$1,
		toSort: table$1
	};
	return areOfTime ? {
		byTime,
		whole: byTime,
		toSort: facts
	} : readFrom(facts);
}
function partsOf({ filter, contextSource }, findSet) {
	const sets = [];
	const sessions = [];
	const columns = [];
	for (const term of [...sourceTerms(contextSource), ...filter?.terms ?? []]) {
		const found = findSet(term);
		if (found !== null) sets.push(found);
		else if (term.field === "session") sessions.push({
			negated: term.negated,
			words: term.anyOf.flatMap((test) => test.is === "word" ? [test.word] : [])
		});
		else if (isConditionTerm(term)) columns.push(term);
	}
	return {
		sets,
		sessions,
		columns
	};
}
function sourceTerms(contextSource) {
	return contextSource === void 0 ? [] : [{
		negated: false,
		field: "source",
		anyOf: sourcesCalled(contextSource)
	}];
}
function isConditionTerm(term) {
	return term.field !== "source" && term.field !== "text" && term.field !== "id" && term.field !== "session";
}
// src/main/store/rows/row-reads.ts
/** The rows of the timeline. A page is found first, by its numbers, in an index; its rows are looked up then. */
function rowReads(store, texts) {
	const readByIds = store.prepare(`SELECT ${recordColumns} FROM exchange WHERE id IN (SELECT value FROM json_each(?)) ORDER BY request_started_at_us DESC, number DESC`);
	const readByNumbers = store.prepare(`SELECT ${recordColumns} FROM (SELECT key AS place, value AS found FROM json_each(?)) CROSS JOIN exchange ON number = found ORDER BY place`);
	const select = rowSelector(store, setFinder(store, texts));
	const list = (query) => {
		const sort = query.sort ?? newestFirst;
		const selection = select(query);
		if (selection.total === 0) return {
			rows: [],
			total: 0
		};
		const place = query.before === void 0 ? null : placeOf(store, query.before, sort);
		if (query.before !== void 0 && place === null) return {
			rows: [],
			total: selection.total ?? count(store, selection)
		};
		const keys = pageOf(store, query, selection, sort, place);
		const total = selection.total ?? (place === null ? countBesides(store, query, selection, sort, keys) : count(store, selection));
		return {
			rows: readByNumbers.all(JSON.stringify(keys.map(({ number }) => number))).map(rowOf),
			total
		};
	};
	const listRows = store.transaction(list);
	return {
		listRows: (query) => listRows(query),
		readRows: (ids) => readByIds.all(JSON.stringify(ids)).map(rowOf)
	};
}
const newestFirst = {
	by: "time",
	descending: true
};
function count(store, { whole, conditions, parameters }) {
	return store.prepare(`SELECT count(*) FROM ${whole} ${whereOf(conditions)}`).pluck().get(parameters.values) ?? 0;
}
/** How many there are with those of the first page, or of one at an offset: what was gone through for it is not gone through again. */
function countBesides(store, { limit, offset = 0 }, selection, sort, keys) {
	const last = keys.at(-1);
	if (keys.length < limit && (last !== void 0 || offset === 0)) return offset + keys.length;
	if (last === void 0 || sort.by !== "time" || selection.conditions.length === 0) return count(store, selection);
	const after = isAfter(sort, {
		...last,
		sorted_by: null
	}, selection.parameters);
	return offset + keys.length + count(store, {
		...selection,
		conditions: [...selection.conditions, after]
	});
}
function pageOf(store, query, selection, sort, place) {
	const { byTime, toSort, parameters } = selection;
	const conditions = place === null ? selection.conditions : [...selection.conditions, isAfter(sort, place, parameters)];
	const limit = parameters.add(query.limit);
	const offset = parameters.add(query.offset ?? 0);
	const sql = `SELECT number, request_started_at_us FROM ${sort.by === "time" ? byTime : toSort} ${whereOf(conditions)} ORDER BY ${orderBy(sort, place)} LIMIT ${limit} OFFSET ${offset}`;
	return store.prepare(sql).all(parameters.values);
}
function placeOf(store, id, sort) {
	return store.prepare(`SELECT number, request_started_at_us, ${sortColumn(sort) ?? "NULL"} AS sorted_by FROM exchange WHERE id = ?`).get(id) ?? null;
}
function whereOf(conditions) {
	return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
}
// src/main/store/session-reads.ts
/** Of so many requests with words of the user the first that states a directory says it: a session that states none is not gone through. */
const askedForDirectory = 10;
/** How the keys of imported sessions begin; ids of captured ones do not. */
const importedKey = /^import:(\d+):/;
/** Sessions are nothing of their own: what names the same one belongs together. The latest comes first. */
function sessionReads(store) {
	const list = store.prepare(`
    SELECT session_key AS id, min(request_started_at_us) AS started_at_us, max(request_started_at_us) AS last_at_us,
      count(*) AS exchanges, coalesce(sum(prompt_tokens), 0) AS prompt_tokens, sum(cost_micro_usd) AS cost_micro_usd,
      sum(cost_micro_usd) FILTER (WHERE billing = 'subscription') AS subscription_micro_usd,
      (SELECT title FROM exchange AS titled WHERE titled.session_key = exchange.session_key AND title IS NOT NULL
        AND request_class = 'main' ORDER BY request_started_at_us LIMIT 1) AS title,
      (SELECT project_directory FROM (SELECT project_directory FROM exchange AS placed WHERE placed.session_key = exchange.session_key
        AND title IS NOT NULL ORDER BY request_started_at_us LIMIT ${askedForDirectory}) WHERE project_directory IS NOT NULL LIMIT 1) AS project_directory
    FROM exchange GROUP BY session_key ORDER BY last_at_us DESC`);
	const listIds = store.prepare("SELECT id FROM exchange WHERE session_key = ? ORDER BY request_started_at_us, number").pluck();
	return {
		listSessions: () => list.all().map((record) => ({
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
			projectDirectory: record.project_directory
		})),
		listSessionExchanges: (sessionId) => listIds.all(sessionId)
	};
}
function importNumberOf(sessionKey) {
	const number = importedKey.exec(sessionKey)?.[1];
	return number === void 0 ? null : Number(number);
}
// src/main/store/sources/source-holder-reads.ts
/** The requests that held a source, by its key or that of its owner; imports are left out. */
function sourceHolderReads(store) {
	const ofOwner = store.prepare("SELECT number FROM source WHERE owner = ?").pluck();
	const ofKey = store.prepare("SELECT number FROM source WHERE key = ?").pluck();
	const numbersOf = (key) => {
		const owned = ofOwner.all(key);
		return owned.length > 0 ? owned : ofKey.all(key);
	};
	const { exchangesNear } = sourceFinder(store);
	const listHeld = store.prepare(`
    SELECT id, request_started_at_us AS at_us, sum(used.tokens) AS tokens, content_removed_at_us IS NOT NULL AS is_removed
    FROM (SELECT value AS near FROM json_each(?)) CROSS JOIN exchange_source AS used ON used.exchange_number = near CROSS JOIN exchange ON exchange.number = near
    WHERE source_number IN (SELECT value FROM json_each(?)) AND import_number IS NULL GROUP BY near ORDER BY near DESC`);
	const rated = `
    FROM rating CROSS JOIN exchange ON exchange.number = rating.exchange_number
      CROSS JOIN exchange_source AS used ON used.exchange_number = exchange.number
    WHERE source_number IN (SELECT value FROM json_each(?)) AND import_number IS NULL`;
	const countRated = store.prepare(`SELECT count(DISTINCT exchange.number) ${rated}`).pluck();
	const listRated = store.prepare(`
    SELECT id, stars, comment, rated_at_us AS ratedAtUs, request_started_at_us AS startedAtUs, sum(used.tokens) AS tokens ${rated}
    GROUP BY exchange.number ORDER BY rated_at_us DESC, exchange.number DESC LIMIT ?`);
	return {
		listSourceHolders: (key, limit) => {
			const numbers = numbersOf(key);
			const near = [...exchangesNear(numbers)].toSorted((one, other) => other - one);
			const found = [];
			for (let at = 0; at < near.length && found.length < limit; at += limit) {
				const held = listHeld.all(JSON.stringify(near.slice(at, at + limit)), JSON.stringify(numbers));
				for (const { id, at_us: startedAtUs, tokens, is_removed } of held) found.push({
					id,
					startedAtUs,
					tokens,
					isContentRemoved: is_removed === 1
				});
			}
			return found.slice(0, limit);
		},
		listSourceRatings: (key, limit) => {
			const numbers = JSON.stringify(numbersOf(key));
			return {
				ratings: listRated.all(numbers, limit),
				total: countRated.get(numbers) ?? 0
			};
		}
	};
}
// src/main/store/sources/source-uses.ts
/** The columns of `uses` and `rated` that make a `UseRecord`. */
const useColumns = "requests, tokens, cost_micro_usd, defined, answered, iif(answered = 0, NULL, calls) AS calls, coalesce(ratings, 0) AS ratings, average_stars";
/**
* SQL of two tables, `uses` and `rated`, with a row for each `day` (null where all of the range is one) and `grouped` (as in the sums: `s:` and the number of
* a source, `o:` and the key of an owner). Whole days come from their sums, the rest from each request; imports are in none. `averageRating` of the
* domain is the last column of `rated`. Takes the values of `rangeOf`.
*/
function usesSql({ by, per, isOne = false, isBilled = false }) {
	const startedDay = `request_started_at_us / ${startOfDay(1)}`;
	const grouped = by === "source" ? "'s:' || source.number" : "'o:' || source.owner";
	const chosen = isOne ? ` AND ${grouped} = @grouped` : "";
	const held = `CROSS JOIN exchange_source AS used ON used.exchange_number = exchange.number CROSS JOIN source ON source.number = used.source_number`;
	const ofRequests = (from, until, condition) => `
    SELECT ${startedDay} AS day, ${grouped} AS grouped, 1 AS requests, coalesce(sum(used.tokens), 0) AS tokens, coalesce(sum(used.cost_micro_usd), 0) AS cost_micro_usd,
      count(used.cost_micro_usd) AS priced, max(${isDefinitionSql}) AS defined, max(used.calls IS NOT NULL) AS answered, coalesce(sum(used.calls), 0) AS calls
    FROM exchange ${held}
    WHERE request_started_at_us >= ${from} AND request_started_at_us < ${until} AND ${condition}${chosen} GROUP BY exchange.number, 2`;
	return `
    used AS (
      SELECT day, grouped, exchanges AS requests, tokens, cost_micro_usd, priced, defined, answered, calls
      FROM cost_day WHERE day >= @fromDay AND day < @untilDay AND grouped ${isOne ? "= @grouped" : `GLOB '${by === "source" ? "s" : "o"}:*'`}
      UNION ALL ${ofRequests("@fromUs", "@daysFromUs", "is_summed = 1")}
      UNION ALL ${ofRequests("@daysUntilUs", "@untilUs", "is_summed = 1")}
      ${isBilled ? "" : `UNION ALL ${ofRequests("@fromUs", "@untilUs", "is_summed = 0 AND is_prompt = 1 AND import_number IS NULL")}`}
    ), uses AS (
      SELECT ${per === "day" ? "day" : "NULL AS day"}, grouped, sum(requests) AS requests, sum(tokens) AS tokens, iif(sum(priced) = 0, NULL, sum(cost_micro_usd)) AS cost_micro_usd,
        sum(defined) AS defined, sum(answered) AS answered, sum(calls) AS calls
      FROM used GROUP BY 1, 2 HAVING sum(requests) > 0
    ), rated AS (
      SELECT ${per === "day" ? `${startedDay} AS day` : "NULL AS day"}, ${grouped} AS grouped, count(DISTINCT exchange.number) AS ratings,
        iif(sum(used.tokens) > 0, CAST(sum(stars * used.tokens) AS REAL) / sum(used.tokens), avg(stars)) AS average_stars
      FROM rating CROSS JOIN exchange ON exchange.number = rating.exchange_number ${held}
      WHERE request_started_at_us >= @fromUs AND request_started_at_us < @untilUs AND import_number IS NULL${isBilled ? " AND is_summed = 1" : ""}${chosen} GROUP BY 1, 2
    )`;
}
/** Where the whole days of a range begin and end, and the parts of days beside them. Without a whole day all is one part. */
function rangeOf({ fromUs, untilUs }) {
	const from = fromUs ?? 0;
	const until = untilUs ?? farthestDay * startOfDay(1);
	const fromDay = dayOf(from - 1) + 1;
	const untilDay = Math.max(dayOf(until), fromDay);
	const daysFromUs = Math.min(startOfDay(fromDay), until);
	return {
		fromUs: from,
		untilUs: until,
		fromDay,
		untilDay,
		daysFromUs,
		daysUntilUs: Math.max(startOfDay(untilDay), daysFromUs)
	};
}
/** The end of the days whose microseconds are exact numbers. */
const farthestDay = dayOf(Number.MAX_SAFE_INTEGER);
// src/main/store/sources/source-reads.ts
/** The sources of all requests that were captured here, and their figures over time; imports are in no sum. */
function sourceReads(store) {
	return {
		listSources: ({ order, ascending, kind, owner, ...page }) => {
			const { records, total } = readPage(store, figuresSql({
				per: "all",
				more: "last_seen_at_us",
				order: orderOf(order, ascending)
			}), {
				...rangeOf({}),
				key: null,
				kind: kind ?? null,
				owner: owner ?? null,
				...page
			});
			return {
				sources: records.map((record) => ({
					...figuresOf$1(record),
					lastSeenAtUs: record.last_seen_at_us
				})),
				total
			};
		},
		readSourceMetrics: ({ per, fromUs, untilUs, key, kind, owner, offset, limit }) => {
			const sql = figuresSql({
				per,
				more: "uses.day",
				order: "uses.day DESC, cost_micro_usd DESC, tokens DESC, source.number"
			});
			const page = {
				key: key ?? null,
				kind: kind ?? null,
				owner: owner ?? null,
				offset,
				limit
			};
			const { records, total } = readPage(store, sql, {
				...rangeOf({
					fromUs,
					untilUs
				}),
				...page
			});
			return {
				metrics: records.map((record) => ({
					...figuresOf$1(record),
					day: record.day
				})),
				total
			};
		}
	};
}
/** The columns that can be ordered by; what is not known stands last either way. */
const columnOf = {
	cost: "cost_micro_usd",
	tokens: "tokens",
	requests: "requests",
	definitions: "nullif(defined, 0)",
	calls: "iif(answered = 0, NULL, calls)",
	last_seen: "last_seen_at_us",
	rating: "average_stars",
	name: "coalesce(name, kind)"
};
function orderOf(order, ascending) {
	return `${columnOf[order]} IS NULL, ${columnOf[order]} ${ascending ? "ASC" : "DESC"}, source.number`;
}
function figuresSql({ per, more, order }) {
	return `
    WITH ${usesSql({
		by: "source",
		per
	})}
    SELECT key, kind, name, owner, ${useColumns}, count(*) OVER () AS total, ${more}
    FROM uses JOIN source ON source.number = CAST(substr(uses.grouped, 3) AS INTEGER) LEFT JOIN rated ON rated.grouped = uses.grouped AND rated.day IS uses.day
    WHERE (@key IS NULL OR key = @key) AND (@kind IS NULL OR kind = @kind) AND (@owner IS NULL OR owner = @owner)
    ORDER BY ${order} LIMIT @limit OFFSET @offset`;
}
function readPage(store, sql, values) {
	const list = store.prepare(sql);
	const records = list.all(values);
	const [first = list.get({
		...values,
		offset: 0,
		limit: 1
	})] = records;
	return {
		records,
		total: first?.total ?? 0
	};
}
function figuresOf$1(record) {
	return {
		key: record.key,
		kind: record.kind,
		name: record.name,
		owner: record.owner,
		requests: record.requests,
		tokens: record.tokens,
		costMicroUsd: record.cost_micro_usd,
		definitions: record.defined === 0 ? null : record.defined,
		calls: record.calls,
		ratings: record.ratings,
		averageStars: record.average_stars
	};
}
// src/main/store/sources/source-table-reads.ts
/** All sources of a range below their owners, the bill that they sum to, and the days of one of them. */
function sourceTableReads(store) {
	const listSources = store.prepare("SELECT number, key, kind, name, owner, last_seen_at_us FROM source");
	const countUnbilled = store.prepare("SELECT count(*) FROM exchange INDEXED BY exchange_in_no_sum WHERE is_summed = 0 AND is_prompt = 1 AND import_number IS NULL AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs").pluck();
	const countImported = store.prepare("SELECT count(*) FROM exchange WHERE import_number IS NOT NULL AND is_prompt = 1 AND request_started_at_us >= @fromUs AND request_started_at_us < @untilUs").pluck();
	const ownersOf = (range) => {
		const values = rangeOf(range);
		return joined(listSources.all(), usesBy(store, "source", values), usesBy(store, "owner", values));
	};
	const readTable = store.transaction((range) => {
		const owners = ownersOf(range);
		const values = rangeOf(range);
		const total = readTotal(store, {
			by: "owner",
			limit: 0,
			...range
		});
		const { cost_micro_usd: all, output_micro_usd: output, web_search_micro_usd: searches } = total;
		const shared = owners.reduce((sum, { costMicroUsd }) => sum + (costMicroUsd ?? 0), (output ?? 0) + (searches ?? 0));
		return {
			owners,
			billed: total.exchanges,
			unbilled: countUnbilled.get(values) ?? 0,
			bill: {
				totalMicroUsd: all,
				outputMicroUsd: output,
				webSearchMicroUsd: searches === 0 ? null : searches,
				unattributedMicroUsd: all === null || all === shared ? null : all - shared,
				subscriptionMicroUsd: total.subscription_micro_usd,
				withoutPrice: total.without_price
			},
			imported: countImported.get(values) ?? 0
		};
	});
	const readPage = store.transaction((key, range) => {
		const owners = ownersOf(range);
		const whole = owners.find((owner) => owner.key === key);
		const owner = whole ?? owners.find(({ sources }) => sources.some((line) => line.key === key));
		if (owner === void 0) return null;
		const source = whole === void 0 ? owner.sources.find((line) => line.key === key) ?? null : null;
		const number = source === null ? void 0 : listSources.all().find((record) => record.key === key && record.kind === source.kind && record.name === source.name)?.number;
		return {
			owner,
			source,
			days: daysOf(store, number === void 0 ? `o:${owner.key}` : `s:${number}`, range)
		};
	});
	return {
		readSourceTable: (range) => readTable(range),
		readSourcePage: ({ key, ...range }) => readPage(key, range)
	};
}
function usesBy(store, by, values) {
	const records = store.prepare(`WITH ${usesSql({
		by,
		per: "all",
		isBilled: true
	})} SELECT uses.grouped, ${useColumns} FROM uses LEFT JOIN rated ON rated.grouped = uses.grouped`).all(values);
	return new Map(records.map((record) => [record.grouped, figuresOf(record)]));
}
/** Of whole days, so that each is the same whatever the range is. */
function daysOf(store, grouped, range) {
	const whole = {
		...range,
		...range.fromUs === void 0 ? {} : { fromUs: startOfDay(dayOf(range.fromUs)) }
	};
	return store.prepare(`
    WITH ${usesSql({
		by: grouped.startsWith("s:") ? "source" : "owner",
		per: "day",
		isOne: true,
		isBilled: true
	})}
    SELECT uses.day, uses.grouped, ${useColumns} FROM uses LEFT JOIN rated ON rated.day = uses.day ORDER BY uses.day`).all({
		...rangeOf(whole),
		grouped
	}).map((record) => ({
		day: record.day,
		...figuresOf(record)
	}));
}
function joined(records, bySource, byOwner) {
	const owners = /* @__PURE__ */ new Map();
	for (const { number, key, kind, name, owner: ownerKey, last_seen_at_us: lastSeenAtUs } of records) {
		const figures = bySource.get(`s:${number}`);
		if (figures === void 0) continue;
		const own = ownerKey ?? key;
		const owner = owners.get(own) ?? {
			key: own,
			group: sourceGroup(kind),
			kind,
			name,
			...byOwner.get(`o:${own}`) ?? figures,
			lastSeenAtUs,
			sources: []
		};
		owner.sources.push({
			key,
			kind,
			name,
			...figures,
			lastSeenAtUs
		});
		owners.set(own, {
			...owner,
			lastSeenAtUs: laterOf(owner.lastSeenAtUs, lastSeenAtUs)
		});
	}
	return [...owners.values()];
}
function laterOf(one, other) {
	return one === null || other === null ? one ?? other : Math.max(one, other);
}
function figuresOf(record) {
	return {
		requests: record.requests,
		tokens: record.tokens,
		costMicroUsd: record.cost_micro_usd,
		definitions: record.defined === 0 ? null : record.defined,
		answered: record.answered,
		calls: record.calls,
		ratings: record.ratings,
		averageStars: record.average_stars
	};
}
// src/main/store/analysis/thread-record-columns.ts
const isObject = (value) => typeof value === "object" && value !== null;
/** Written by ourselves. One of an earlier shape is as none, until its exchange is analysed again. */
const storedRecord = object({
	/** Rises when the facts of a record change. */
	shape: literal(1),
	bodyHash: string().nullable(),
	facts: custom(isObject),
	messageId: string().nullable(),
	requestId: string().nullable(),
	calls: array(custom(isObject))
});
/** Each half of a digest is a number of 32 bits, written with 7 characters to the base 36. */
const halfLength = 7;
const bytesOfDigest = 8;
const bytesOfPart = 256;
/**
* What `packThreadRecord` made, of the exchange and the session given; null for a record of another shape, or a damaged one. Its digests are read
* when they are asked for: most never are.
*/
function unpackThreadRecord({ record, packed, texts, digests }, bodies, place) {
	try {
		const stored = storedRecord.safeParse(JSON.parse(packed === null ? record : readCompactText("thread-record", packed)));
		if (!stored.success) return null;
		const { facts, shape: _, ...rest } = stored.data;
		return {
			id: place.id,
			startedAtUs: place.startedAtUs,
			...rest,
			facts: {
				...facts,
				sessionId: place.sessionId
			},
			digests: texts === null ? digestsIn(digests) : sharedDigests(texts, digests, bodies)
		};
	} catch {
		return null;
	}
}
/** Where a part of them cannot be read, there are none: the exchange is then like one whose messages nobody knows. */
function sharedDigests(texts, own, bodies) {
	const parts = unpackRuns(texts).reduce((sum, { count }) => sum + count, 0);
	let read = null;
	return {
		length: parts * (bytesOfPart / bytesOfDigest) + Math.floor(own.byteLength / bytesOfDigest),
		at: (index) => {
			read ??= digestsOf(bodies.join(texts), own);
			return read.at(index);
		}
	};
}
function digestsOf({ octets, sound }, own) {
	return sound ? digestsIn(Buffer.concat([octets, own])) : {
		length: 0,
		at: () => void 0
	};
}
function digestsIn(packed) {
	const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
	const length = Math.floor(packed.byteLength / bytesOfDigest);
	const halfAt = (at) => view.getUint32(at, true).toString(36).padStart(halfLength, "0");
	return {
		length,
		at: (index) => {
			const place = index < 0 ? length + index : index;
			return place < 0 || place >= length ? void 0 : halfAt(place * bytesOfDigest) + halfAt(place * bytesOfDigest + 4);
		}
	};
}
// src/main/store/analysis/thread-reads.ts
const placeColumns = "id, rule_version, agent_name, thread_key, turn_key, turn_number, retry_of, predecessor_id";
const recordJoin = "SELECT id, request_started_at_us, session_id, record, packed, texts, digests FROM exchange JOIN thread_record ON exchange_number = number";
/** What exchanges are put into their threads by, and where they were put. */
function threadReads(store) {
	const findPlace = store.prepare("SELECT number, request_started_at_us AS us FROM exchange WHERE id = ?");
	const listBefore = store.prepare(`
    SELECT ${placeColumns} FROM exchange JOIN thread_record ON exchange_number = number
    WHERE session_key = ? AND (request_started_at_us, number) < (?, ?) AND request_class <> 'count-tokens'
    ORDER BY request_started_at_us DESC, number DESC LIMIT ?`);
	const listAfter = store.prepare(`
    SELECT ${placeColumns} FROM (
      SELECT * FROM exchange WHERE session_key = ? AND (request_started_at_us, number) > (?, ?) ORDER BY request_started_at_us, number LIMIT ?
    ) JOIN thread_record ON exchange_number = number WHERE rule_version IN (?, 0) ORDER BY request_started_at_us, number`);
	const readRecord = store.prepare(`${recordJoin} WHERE id = ?`);
	const listRecords = store.prepare(`${recordJoin} WHERE session_key = ? ORDER BY request_started_at_us, number`);
	const listUnplaced = store.prepare(`SELECT id FROM exchange WHERE session_key = ? AND NOT EXISTS (SELECT 1 FROM thread_record WHERE exchange_number = number)
      ORDER BY request_started_at_us, number`).pluck();
	const lastTurn = store.prepare("SELECT max(turn_number) FROM exchange WHERE session_key = ? AND (request_started_at_us, number) < (?, ?) AND thread_key = ?").pluck();
	const bodyHash = store.prepare("SELECT wire_sha256 FROM body WHERE number = ?").pluck();
	const texts = bodyTexts(store);
	return {
		listPlacedBefore: ({ sessionKey, id }, limit) => {
			const at = findPlace.get(id);
			return at === void 0 ? [] : listBefore.all(sessionKey, at.us, at.number, limit).toReversed().map(placed);
		},
		listPlacedAfter: ({ sessionKey, id }, ruleVersion, limit) => {
			const at = findPlace.get(id);
			return at === void 0 ? [] : listAfter.all(sessionKey, at.us, at.number, limit, ruleVersion).map(placed);
		},
		readThreadRecord: (id) => {
			const row = readRecord.get(id);
			return row === void 0 ? null : recordOf(row, texts);
		},
		readLastTurnNumber: ({ sessionKey, id }, threadKey) => {
			const at = findPlace.get(id);
			return at === void 0 ? 0 : lastTurn.get(sessionKey, at.us, at.number, threadKey) ?? 0;
		},
		readSessionRecords: (sessionId) => {
			const rows = listRecords.all(sessionId).map((row) => ({
				id: row.id,
				record: recordOf(row, texts)
			}));
			const records = rows.flatMap(({ record }) => record ?? []);
			const unplaced = [...listUnplaced.all(sessionId), ...rows.flatMap(({ id, record }) => record === null ? [id] : [])];
			return records.length === 0 && unplaced.length === 0 ? null : {
				records,
				unplaced
			};
		},
		readBodyHash: (id) => {
			const at = findPlace.get(id);
			const hash = at === void 0 ? void 0 : bodyHash.get(bodyNumber(at.number, "request"));
			return hash === void 0 || hash === null ? null : Buffer.from(hash.subarray(0, 16)).toString("base64url");
		}
	};
}
function placed(row) {
	return {
		id: row.id,
		ruleVersion: row.rule_version,
		...placeOf$1(row)
	};
}
function recordOf(row, texts) {
	return unpackThreadRecord(row, texts, {
		id: row.id,
		startedAtUs: row.request_started_at_us,
		sessionId: row.session_id
	});
}
// src/main/store/sources/unknown-reads.ts
const mostExamples = 5;
const unknownKinds = ["unknown-harness", "unknown"].map((kind) => ({
	is: "kind",
	kind,
	name: null
}));
const ofConversation = "import_number IS NULL AND request_class <> 'count-tokens' AND coalesce(auxiliary_purpose, 'other') = 'other'";
/** What no rule of attribution knows, by the version of Claude Code that sent it; the version with the most of it first. */
function unknownReads(store) {
	const { exchangesHolding } = sourceFinder(store);
	const unknown = `
    FROM (SELECT value AS holder FROM json_each(?)) CROSS JOIN exchange_source AS used ON used.exchange_number = holder
      CROSS JOIN source ON source.number = source_number CROSS JOIN exchange ON exchange.number = holder
    WHERE source.kind IN ('unknown-harness', 'unknown') AND used.tokens > 0 AND ${ofConversation}`;
	const listVersions = store.prepare(`
    SELECT cli_version, count(DISTINCT holder) AS exchanges,
      coalesce(sum(used.tokens) FILTER (WHERE kind = 'unknown-harness'), 0) AS unknown_harness_tokens,
      coalesce(sum(used.tokens) FILTER (WHERE kind = 'unknown'), 0) AS unknown_tokens
    ${unknown} GROUP BY cli_version ORDER BY unknown_harness_tokens DESC, unknown_tokens DESC, cli_version DESC`);
	const countOf = store.prepare(`SELECT count(*) FROM exchange WHERE is_prompt = 1 AND ${ofConversation} AND cli_version IS ?`).pluck();
	const listExamples = store.prepare(`SELECT id ${unknown} AND cli_version IS ? GROUP BY holder ORDER BY holder DESC LIMIT ?`).pluck();
	return { readUnknownHarness: () => {
		const holders = JSON.stringify([...exchangesHolding(unknownKinds)]);
		return listVersions.all(holders).map((version) => ({
			cliVersion: version.cli_version,
			exchanges: version.exchanges,
			ofExchanges: countOf.get(version.cli_version) ?? 0,
			unknownHarnessTokens: version.unknown_harness_tokens,
			unknownTokens: version.unknown_tokens,
			examples: listExamples.all(holders, version.cli_version, mostExamples)
		}));
	} };
}
// src/main/store/open-store-reads.ts
/**
* Opens a connection that can only read. The recorder must have opened the database before: it makes the file and brings it up
* to date. Every call sees what was committed before it. `onStatement` is told each SQL statement before it runs.
*/
function openStoreReads(databaseFile, onStatement) {
	const verbose = (sql) => onStatement?.(String(sql));
	const options = {
		readonly: true,
		fileMustExist: true,
		timeout: 5e3
	};
	const store = new Database(databaseFile, onStatement === void 0 ? options : {
		...options,
		verbose
	});
	const countExchanges = store.prepare("SELECT count(*) FROM exchange").pluck();
	const texts = textSearch(store);
	return {
		...rowReads(store, texts),
		...knownNameReads(store),
		...sessionReads(store),
		...detailReads(store),
		...bodyReads(store),
		...analysisReads(store),
		...threadReads(store),
		...costReads(store),
		...unknownReads(store),
		...gapReads(store),
		...storeUseReads(store),
		...ratingReads(store),
		...sourceReads(store),
		...sourceTableReads(store),
		...sourceHolderReads(store),
		...archiveReads(store),
		...texts,
		readFigures: () => ({
			exchanges: countExchanges.get() ?? 0,
			storeBytes: sizeOf(databaseFile) + sizeOf(`${databaseFile}-wal`)
		}),
		close: () => {
			store.close();
		}
	};
}
function sizeOf(file) {
	return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
// src/domain/attribution/recurring-kinds.ts
/** What has another text each time it is there: results, words, files as they are read. All else has one text, which changes now and then. */
const newEachTime = /* @__PURE__ */ new Set([
	"mcp-result",
	"mcp-resource",
	"mcp-prompt",
	"mcp-status",
	"builtin-result",
	"slash-command",
	"hook",
	"file-mention",
	"image",
	"compaction-summary",
	"agent-task",
	"subagent-result",
	"user-input",
	"assistant-text",
	"assistant-thinking",
	"assistant-tool-call",
	"request-parameters",
	"billing-line",
	"unknown-harness",
	"unknown"
]);
/** Whether the texts of a kind are versions of one. */
function hasVersions(kind) {
	return !newEachTime.has(kind);
}
// node_modules/diff/libesm/diff/base.js
var Diff = class {
	diff(oldStr, newStr, options = {}) {
		let callback;
		if (typeof options === "function") {
			callback = options;
			options = {};
		} else if ("callback" in options) callback = options.callback;
		const oldString = this.castInput(oldStr, options);
		const newString = this.castInput(newStr, options);
		const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
		const newTokens = this.removeEmpty(this.tokenize(newString, options));
		return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
	}
	diffWithOptionsObj(oldTokens, newTokens, options, callback) {
		var _a;
		const done = (value) => {
			value = this.postProcess(value, options);
			if (callback) {
				setTimeout(function() {
					callback(value);
				}, 0);
				return;
			} else return value;
		};
		const newLen = newTokens.length, oldLen = oldTokens.length;
		let editLength = 1;
		let maxEditLength = newLen + oldLen;
		if (options.maxEditLength != null) maxEditLength = Math.min(maxEditLength, options.maxEditLength);
		const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
		const abortAfterTimestamp = Date.now() + maxExecutionTime;
		const bestPath = [{
			oldPos: -1,
			lastComponent: void 0
		}];
		let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
		if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
		let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
		const execEditLength = () => {
			for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
				let basePath;
				const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
				if (removePath) bestPath[diagonalPath - 1] = void 0;
				let canAdd = false;
				if (addPath) {
					const addPathNewPos = addPath.oldPos - diagonalPath;
					canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
				}
				const canRemove = removePath && removePath.oldPos + 1 < oldLen;
				if (!canAdd && !canRemove) {
					bestPath[diagonalPath] = void 0;
					continue;
				}
				if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) basePath = this.addToPath(addPath, true, false, 0, options);
				else basePath = this.addToPath(removePath, false, true, 1, options);
				newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
				if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
				else {
					bestPath[diagonalPath] = basePath;
					if (basePath.oldPos + 1 >= oldLen) maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
					if (newPos + 1 >= newLen) minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
				}
			}
			editLength++;
		};
		if (callback) (function exec() {
			setTimeout(function() {
				if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) return callback(void 0);
				if (!execEditLength()) exec();
			}, 0);
		})();
		else while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
			const ret = execEditLength();
			if (ret) return ret;
		}
	}
	addToPath(path, added, removed, oldPosInc, options) {
		const last = path.lastComponent;
		if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) return {
			oldPos: path.oldPos + oldPosInc,
			lastComponent: {
				count: last.count + 1,
				added,
				removed,
				previousComponent: last.previousComponent
			}
		};
		else return {
			oldPos: path.oldPos + oldPosInc,
			lastComponent: {
				count: 1,
				added,
				removed,
				previousComponent: last
			}
		};
	}
	extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
		const newLen = newTokens.length, oldLen = oldTokens.length;
		let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
		while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
			newPos++;
			oldPos++;
			commonCount++;
			if (options.oneChangePerToken) basePath.lastComponent = {
				count: 1,
				previousComponent: basePath.lastComponent,
				added: false,
				removed: false
			};
		}
		if (commonCount && !options.oneChangePerToken) basePath.lastComponent = {
			count: commonCount,
			previousComponent: basePath.lastComponent,
			added: false,
			removed: false
		};
		basePath.oldPos = oldPos;
		return newPos;
	}
	equals(left, right, options) {
		if (options.comparator) return options.comparator(left, right);
		else return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
	}
	removeEmpty(array) {
		const ret = [];
		for (let i = 0; i < array.length; i++) if (array[i]) ret.push(array[i]);
		return ret;
	}
	castInput(value, options) {
		return value;
	}
	tokenize(value, options) {
		return Array.from(value);
	}
	join(chars) {
		return chars.join("");
	}
	postProcess(changeObjects, options) {
		return changeObjects;
	}
	get useLongestToken() {
		return false;
	}
	buildValues(lastComponent, newTokens, oldTokens) {
		const components = [];
		let nextComponent;
		while (lastComponent) {
			components.push(lastComponent);
			nextComponent = lastComponent.previousComponent;
			delete lastComponent.previousComponent;
			lastComponent = nextComponent;
		}
		components.reverse();
		const componentLen = components.length;
		let componentPos = 0, newPos = 0, oldPos = 0;
		for (; componentPos < componentLen; componentPos++) {
			const component = components[componentPos];
			if (!component.removed) {
				if (!component.added && this.useLongestToken) {
					let value = newTokens.slice(newPos, newPos + component.count);
					value = value.map(function(value, i) {
						const oldValue = oldTokens[oldPos + i];
						return oldValue.length > value.length ? oldValue : value;
					});
					component.value = this.join(value);
				} else component.value = this.join(newTokens.slice(newPos, newPos + component.count));
				newPos += component.count;
				if (!component.added) oldPos += component.count;
			} else {
				component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
				oldPos += component.count;
			}
		}
		return components;
	}
};
// node_modules/diff/libesm/diff/character.js
var CharacterDiff = class extends Diff {};
new CharacterDiff();
// node_modules/diff/libesm/util/string.js
function longestCommonPrefix(str1, str2) {
	let i = 0;
	for (; i < str1.length && i < str2.length; i++) if (str1[i] != str2[i]) return str1.slice(0, i);
	return str1.slice(0, i);
}
function longestCommonSuffix(str1, str2) {
	let i;
	if (!str1 || !str2 || str1[str1.length - 1] != str2[str2.length - 1]) return "";
	for (i = 0; i < str1.length && i < str2.length; i++) if (str1[str1.length - (i + 1)] != str2[str2.length - (i + 1)]) return str1.slice(-i);
	return str1.slice(-i);
}
function replacePrefix(string, oldPrefix, newPrefix) {
	if (string.slice(0, oldPrefix.length) != oldPrefix) throw Error(`string ${JSON.stringify(string)} doesn't start with prefix ${JSON.stringify(oldPrefix)}; this is a bug`);
	return newPrefix + string.slice(oldPrefix.length);
}
function replaceSuffix(string, oldSuffix, newSuffix) {
	if (!oldSuffix) return string + newSuffix;
	if (string.slice(-oldSuffix.length) != oldSuffix) throw Error(`string ${JSON.stringify(string)} doesn't end with suffix ${JSON.stringify(oldSuffix)}; this is a bug`);
	return string.slice(0, -oldSuffix.length) + newSuffix;
}
function removePrefix(string, oldPrefix) {
	return replacePrefix(string, oldPrefix, "");
}
function removeSuffix(string, oldSuffix) {
	return replaceSuffix(string, oldSuffix, "");
}
function maximumOverlap(string1, string2) {
	return string2.slice(0, overlapCount(string1, string2));
}
function overlapCount(a, b) {
	let startA = 0;
	if (a.length > b.length) startA = a.length - b.length;
	let endB = b.length;
	if (a.length < b.length) endB = a.length;
	const map = Array(endB);
	let k = 0;
	map[0] = 0;
	for (let j = 1; j < endB; j++) {
		if (b[j] == b[k]) map[j] = map[k];
		else map[j] = k;
		while (k > 0 && b[j] != b[k]) k = map[k];
		if (b[j] == b[k]) k++;
	}
	k = 0;
	for (let i = startA; i < a.length; i++) {
		while (k > 0 && a[i] != b[k]) k = map[k];
		if (a[i] == b[k]) k++;
	}
	return k;
}
/**
* Split a string into segments using a word segmenter, merging consecutive
* segments if they are both whitespace segments. Whitespace segments can
* appear adjacent to one another for two reasons:
* - newlines always get their own segment
* - where a diacritic is attached to a whitespace character in the text, the
*   segment ends after the diacritic, so e.g. " \u0300 " becomes two segments.
* This function therefore runs the segmenter's .segment() method and then
* merges consecutive segments of whitespace into a single part.
*/
function segment(string, segmenter) {
	const parts = [];
	for (const segmentObj of Array.from(segmenter.segment(string))) {
		const segment = segmentObj.segment;
		if (parts.length && /\s/.test(parts[parts.length - 1]) && /\s/.test(segment)) parts[parts.length - 1] += segment;
		else parts.push(segment);
	}
	return parts;
}
function trailingWs(string, segmenter) {
	if (segmenter) return leadingAndTrailingWs(string, segmenter)[1];
	let i;
	for (i = string.length - 1; i >= 0; i--) if (!string[i].match(/\s/)) break;
	return string.substring(i + 1);
}
function leadingWs(string, segmenter) {
	if (segmenter) return leadingAndTrailingWs(string, segmenter)[0];
	const match = string.match(/^\s*/);
	return match ? match[0] : "";
}
function leadingAndTrailingWs(string, segmenter) {
	if (!segmenter) return [leadingWs(string), trailingWs(string)];
	if (segmenter.resolvedOptions().granularity != "word") throw new Error("The segmenter passed must have a granularity of \"word\"");
	const segments = segment(string, segmenter);
	const firstSeg = segments[0];
	const lastSeg = segments[segments.length - 1];
	return [/\s/.test(firstSeg) ? firstSeg : "", /\s/.test(lastSeg) ? lastSeg : ""];
}
// node_modules/diff/libesm/diff/word.js
const extendedWordChars = "a-zA-Z0-9_\\u{AD}\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2C6}\\u{2C8}-\\u{2D7}\\u{2DE}-\\u{2FF}\\u{1E00}-\\u{1EFF}";
const tokenizeIncludingWhitespace = new RegExp(`[${extendedWordChars}]+|\\s+|[^${extendedWordChars}]`, "ug");
var WordDiff = class extends Diff {
	equals(left, right, options) {
		if (options.ignoreCase) {
			left = left.toLowerCase();
			right = right.toLowerCase();
		}
		return left.trim() === right.trim();
	}
	tokenize(value, options = {}) {
		let parts;
		if (options.intlSegmenter) {
			const segmenter = options.intlSegmenter;
			if (segmenter.resolvedOptions().granularity != "word") throw new Error("The segmenter passed must have a granularity of \"word\"");
			parts = segment(value, segmenter);
		} else parts = value.match(tokenizeIncludingWhitespace) || [];
		const tokens = [];
		let prevPart = null;
		parts.forEach((part) => {
			if (/\s/.test(part)) {
				if (prevPart == null) tokens.push(part);
				else tokens.push(tokens.pop() + part);
			} else if (prevPart != null && /\s/.test(prevPart)) {
				if (tokens[tokens.length - 1] == prevPart) tokens.push(tokens.pop() + part);
				else tokens.push(prevPart + part);
			} else tokens.push(part);
			prevPart = part;
		});
		return tokens;
	}
	join(tokens) {
		return tokens.map((token, i) => {
			if (i == 0) return token;
			else return token.replace(/^\s+/, "");
		}).join("");
	}
	postProcess(changes, options) {
		if (!changes || options.oneChangePerToken) return changes;
		let lastKeep = null;
		let insertion = null;
		let deletion = null;
		changes.forEach((change) => {
			if (change.added) insertion = change;
			else if (change.removed) deletion = change;
			else {
				if (insertion || deletion) dedupeWhitespaceInChangeObjects(lastKeep, deletion, insertion, change, options.intlSegmenter);
				lastKeep = change;
				insertion = null;
				deletion = null;
			}
		});
		if (insertion || deletion) dedupeWhitespaceInChangeObjects(lastKeep, deletion, insertion, null, options.intlSegmenter);
		return changes;
	}
};
new WordDiff();
function dedupeWhitespaceInChangeObjects(startKeep, deletion, insertion, endKeep, segmenter) {
	if (deletion && insertion) {
		const [oldWsPrefix, oldWsSuffix] = leadingAndTrailingWs(deletion.value, segmenter);
		const [newWsPrefix, newWsSuffix] = leadingAndTrailingWs(insertion.value, segmenter);
		if (startKeep) {
			const commonWsPrefix = longestCommonPrefix(oldWsPrefix, newWsPrefix);
			startKeep.value = replaceSuffix(startKeep.value, newWsPrefix, commonWsPrefix);
			deletion.value = removePrefix(deletion.value, commonWsPrefix);
			insertion.value = removePrefix(insertion.value, commonWsPrefix);
		}
		if (endKeep) {
			const commonWsSuffix = longestCommonSuffix(oldWsSuffix, newWsSuffix);
			endKeep.value = replacePrefix(endKeep.value, newWsSuffix, commonWsSuffix);
			deletion.value = removeSuffix(deletion.value, commonWsSuffix);
			insertion.value = removeSuffix(insertion.value, commonWsSuffix);
		}
	} else if (insertion) {
		if (startKeep) {
			const ws = leadingWs(insertion.value, segmenter);
			insertion.value = insertion.value.substring(ws.length);
		}
		if (endKeep) {
			const ws = leadingWs(endKeep.value, segmenter);
			endKeep.value = endKeep.value.substring(ws.length);
		}
	} else if (startKeep && endKeep) {
		const newWsFull = leadingWs(endKeep.value, segmenter), [delWsStart, delWsEnd] = leadingAndTrailingWs(deletion.value, segmenter);
		const newWsStart = longestCommonPrefix(newWsFull, delWsStart);
		deletion.value = removePrefix(deletion.value, newWsStart);
		const newWsEnd = longestCommonSuffix(removePrefix(newWsFull, newWsStart), delWsEnd);
		deletion.value = removeSuffix(deletion.value, newWsEnd);
		endKeep.value = replacePrefix(endKeep.value, newWsFull, newWsEnd);
		startKeep.value = replaceSuffix(startKeep.value, newWsFull, newWsFull.slice(0, newWsFull.length - newWsEnd.length));
	} else if (endKeep) {
		const endKeepWsPrefix = leadingWs(endKeep.value, segmenter);
		const overlap = maximumOverlap(trailingWs(deletion.value, segmenter), endKeepWsPrefix);
		deletion.value = removeSuffix(deletion.value, overlap);
	} else if (startKeep) {
		const overlap = maximumOverlap(trailingWs(startKeep.value, segmenter), leadingWs(deletion.value, segmenter));
		deletion.value = removePrefix(deletion.value, overlap);
	}
}
var WordsWithSpaceDiff = class extends Diff {
	tokenize(value) {
		const regex = new RegExp(`(\\r?\\n)|[${extendedWordChars}]+|[^\\S\\n\\r]+|[^${extendedWordChars}]`, "ug");
		return value.match(regex) || [];
	}
};
new WordsWithSpaceDiff();
// node_modules/diff/libesm/diff/line.js
var LineDiff = class extends Diff {
	constructor() {
		super(...arguments);
		this.tokenize = tokenize;
	}
	equals(left, right, options) {
		if (options.ignoreWhitespace) {
			if (!options.newlineIsToken || !left.includes("\n")) left = left.trim();
			if (!options.newlineIsToken || !right.includes("\n")) right = right.trim();
		} else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
			if (left.endsWith("\n")) left = left.slice(0, -1);
			if (right.endsWith("\n")) right = right.slice(0, -1);
		}
		return super.equals(left, right, options);
	}
};
new LineDiff();
function tokenize(value, options) {
	if (options.stripTrailingCr) value = value.replace(/\r\n/g, "\n");
	const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
	if (!linesAndNewlines[linesAndNewlines.length - 1]) linesAndNewlines.pop();
	for (let i = 0; i < linesAndNewlines.length; i++) {
		const line = linesAndNewlines[i];
		if (i % 2 && !options.newlineIsToken) retLines[retLines.length - 1] += line;
		else retLines.push(line);
	}
	return retLines;
}
// node_modules/diff/libesm/diff/sentence.js
function isSentenceEndPunct(char) {
	return char == "." || char == "!" || char == "?";
}
var SentenceDiff = class extends Diff {
	tokenize(value) {
		var _a;
		const result = [];
		let tokenStartI = 0;
		for (let i = 0; i < value.length; i++) {
			if (i == value.length - 1) {
				result.push(value.slice(tokenStartI));
				break;
			}
			if (isSentenceEndPunct(value[i]) && value[i + 1].match(/\s/)) {
				result.push(value.slice(tokenStartI, i + 1));
				i = tokenStartI = i + 1;
				while ((_a = value[i + 1]) === null || _a === void 0 ? void 0 : _a.match(/\s/)) i++;
				result.push(value.slice(tokenStartI, i + 1));
				tokenStartI = i + 1;
			}
		}
		return result;
	}
};
new SentenceDiff();
// node_modules/diff/libesm/diff/css.js
var CssDiff = class extends Diff {
	tokenize(value) {
		return value.split(/([{}:;,]|\s+)/);
	}
};
new CssDiff();
// node_modules/diff/libesm/diff/json.js
var JsonDiff = class extends Diff {
	constructor() {
		super(...arguments);
		this.tokenize = tokenize;
	}
	get useLongestToken() {
		return true;
	}
	castInput(value, options) {
		const { undefinedReplacement, stringifyReplacer = (k, v) => typeof v === "undefined" ? undefinedReplacement : v } = options;
		return typeof value === "string" ? value : JSON.stringify(canonicalize(value, null, null, stringifyReplacer), null, "  ");
	}
	equals(left, right, options) {
		return super.equals(left.replace(/,([\r\n])/g, "$1"), right.replace(/,([\r\n])/g, "$1"), options);
	}
};
new JsonDiff();
function canonicalize(obj, stack, replacementStack, replacer, key) {
	stack = stack || [];
	replacementStack = replacementStack || [];
	if (replacer) obj = replacer(key === void 0 ? "" : key, obj);
	let i = 0;
	for (; i < stack.length; i += 1) if (stack[i] === obj) return replacementStack[i];
	let canonicalizedObj;
	if ("[object Array]" === Object.prototype.toString.call(obj)) {
		stack.push(obj);
		canonicalizedObj = new Array(obj.length);
		replacementStack.push(canonicalizedObj);
		for (i = 0; i < obj.length; i += 1) canonicalizedObj[i] = canonicalize(obj[i], stack, replacementStack, replacer, String(i));
		stack.pop();
		replacementStack.pop();
		return canonicalizedObj;
	}
	if (obj && obj.toJSON) obj = obj.toJSON();
	if (typeof obj === "object" && obj !== null) {
		stack.push(obj);
		canonicalizedObj = {};
		replacementStack.push(canonicalizedObj);
		const sortedKeys = [];
		let key;
		for (key in obj)
 /* istanbul ignore else */
		if (Object.prototype.hasOwnProperty.call(obj, key)) sortedKeys.push(key);
		sortedKeys.sort();
		for (i = 0; i < sortedKeys.length; i += 1) {
			key = sortedKeys[i];
			canonicalizedObj[key] = canonicalize(obj[key], stack, replacementStack, replacer, key);
		}
		stack.pop();
		replacementStack.pop();
	} else canonicalizedObj = obj;
	return canonicalizedObj;
}
// node_modules/diff/libesm/diff/array.js
var ArrayDiff = class extends Diff {
	tokenize(value) {
		return value.slice();
	}
	join(value) {
		return value;
	}
	removeEmpty(value) {
		return value;
	}
};
new ArrayDiff();
// src/domain/json/scan-json.ts
const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const openBracket = 91;
const closeBracket = 93;
const comma = 44;
const colon = 58;
/**
* Reads a JSON text (RFC 8259) in one pass without recursion, so that depth costs nothing. It never throws: where the
* text stops being JSON, reading stops, and everything still open ends there. Contents of strings are not looked at.
*/
function scanJson(bytes) {
	const nodes = new NodeList(bytes.length);
	const length = bytes.length;
	let open = /* @__PURE__ */ new Int32Array(64);
	let depth = 0;
	let at = 0;
	let expects = "value";
	for (;;) {
		at = skipSpace(bytes, at);
		if (at >= length) break;
		const byte = bytes[at];
		if (expects === "comma-or-end") {
			if (depth === 0) break;
			const container = open[depth - 1] ?? 0;
			const isObject = nodes.kinds[container] === kindCodes.object;
			if (byte === comma) {
				at += 1;
				expects = isObject ? "key" : "value";
				continue;
			}
			if (byte !== (isObject ? closeBrace : closeBracket)) break;
			at += 1;
			nodes.close(container, at);
			depth -= 1;
			continue;
		}
		if (expects === "value-or-end" && byte === closeBracket || expects === "key-or-end" && byte === closeBrace) {
			expects = "comma-or-end";
			continue;
		}
		if (expects === "key" || expects === "key-or-end") {
			if (byte !== quote) break;
			const end = endOfString(bytes, at);
			nodes.add(kindCodes.string, at, end);
			at = skipSpace(bytes, end);
			if (bytes[at] !== colon) break;
			at += 1;
			expects = "value";
			continue;
		}
		if (byte === openBrace || byte === openBracket) {
			const isObject = byte === openBrace;
			if (depth === open.length) open = doubled(open);
			open[depth] = nodes.add(isObject ? kindCodes.object : kindCodes.array, at, -1);
			depth += 1;
			at += 1;
			expects = isObject ? "key-or-end" : "value-or-end";
			continue;
		}
		const start = at;
		if (byte === quote) {
			at = endOfString(bytes, at);
			nodes.add(kindCodes.string, start, at);
		} else {
			at = endOfBareWord(bytes, at);
			if (at === start) break;
			nodes.add(isNumberStart(byte) ? kindCodes.number : kindCodes.literal, start, at);
		}
		expects = "comma-or-end";
	}
	const isCut = depth > 0;
	for (; depth > 0; depth -= 1) nodes.close(open[depth - 1] ?? 0, at);
	return nodes.finish(bytes, at, isCut);
}
var NodeList = class {
	kinds;
	#starts;
	#ends;
	#nexts;
	#count = 0;
	constructor(bodyBytes) {
		const capacity = (bodyBytes >> 5) + 64;
		this.kinds = new Uint8Array(capacity);
		this.#starts = new Int32Array(capacity);
		this.#ends = new Int32Array(capacity);
		this.#nexts = new Int32Array(capacity);
	}
	add(kind, start, end) {
		const node = this.#count;
		if (node === this.kinds.length) {
			const kinds = new Uint8Array(node * 2);
			kinds.set(this.kinds);
			this.kinds = kinds;
			this.#starts = doubled(this.#starts);
			this.#ends = doubled(this.#ends);
			this.#nexts = doubled(this.#nexts);
		}
		this.kinds[node] = kind;
		this.#starts[node] = start;
		this.#ends[node] = end;
		this.#nexts[node] = node + 1;
		this.#count += 1;
		return node;
	}
	close(node, end) {
		this.#ends[node] = end;
		this.#nexts[node] = this.#count;
	}
	finish(bytes, brokenAt, isCut) {
		return {
			bytes,
			nodeCount: this.#count,
			kinds: this.kinds,
			starts: this.#starts,
			ends: this.#ends,
			nexts: this.#nexts,
			brokenAt,
			isCut
		};
	}
};
function doubled(values) {
	const larger = new Int32Array(values.length * 2);
	larger.set(values);
	return larger;
}
/** The offset of the first byte from `from` on that is no white space (RFC 8259, section 2). */
function skipSpace(bytes, from) {
	let at = from;
	for (; at < bytes.length; at += 1) {
		const byte = bytes[at];
		if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) break;
	}
	return at;
}
/** The offset after the closing quote of the string that begins at `start`; the length of the body when it is not closed. */
function endOfString(bytes, start) {
	let at = start + 1;
	for (;;) {
		const found = bytes.indexOf(quote, at);
		if (found === -1) return bytes.length;
		let escapes = 0;
		while (found - escapes > at && bytes[found - escapes - 1] === backslash) escapes += 1;
		if (escapes % 2 === 0) return found + 1;
		at = found + 1;
	}
}
function endOfBareWord(bytes, start) {
	let at = start;
	for (; at < bytes.length; at += 1) {
		const byte = bytes[at] ?? 0;
		if (!(byte >= 48 && byte <= 57 || byte >= 97 && byte <= 122 || byte >= 65 && byte <= 90 || byte === 43 || byte === 45 || byte === 46)) break;
	}
	return at;
}
function isNumberStart(byte) {
	return byte === 45 || byte !== void 0 && byte >= 48 && byte <= 57;
}
// src/domain/attribution/segment-text.ts
/** The members of the Messages API that hold what a person would read. */
const readableKeys = [
	"text",
	"content",
	"thinking"
];
/**
* What bytes `start` to `end` of a request body say to a reader. A tool definition: its name, its description and its
* schema, set out. Else the texts that stand there, without their JSON frame and escapes, one after the other. Where there
* is neither, the bytes as they stand. Never throws.
*/
function segmentText(body, start, end) {
	const tree = scanJson(body);
	const texts = [];
	for (let node = 0; node < tree.nodeCount; node += 1) {
		if (startOf(tree, node) >= end) break;
		if (kindOf(tree, node) !== "object" || endOf(tree, node) <= start) continue;
		if (startOf(tree, node) >= start && endOf(tree, node) <= end) {
			const tool = toolText(tree, node);
			if (tool !== null) return tool;
		}
		for (const { key, value } of membersOf(tree, node)) {
			if (kindOf(tree, value) !== "string" || !readableKeys.some((name) => isKey(tree, key, name))) continue;
			const insideStart = Math.max(start, startOf(tree, value) + 1);
			const insideEnd = Math.min(end, endOf(tree, value) - 1);
			if (insideStart < insideEnd) texts.push(decodeJsonText(body, insideStart, insideEnd));
		}
	}
	return texts.length === 0 ? utf8Text(body.subarray(start, end)) : texts.join("\n");
}
/** A longer schema, or one that is nested deeper, is given as it stands: set out, each line begins with as much space as it is deep. */
const longestSetOut = 1e6;
const deepestSetOut = 64;
/** A tool definition or a tool call, set out for reading; null for any other object. */
function toolText(tree, node) {
	const name = textOf(tree, memberOf(tree, node, "name"));
	const schema = memberOf(tree, node, "input_schema") ?? memberOf(tree, node, "input");
	if (name === null || schema === null) return null;
	const description = textOf(tree, memberOf(tree, node, "description"));
	return `${name}\n\n${description === null ? "" : `${description}\n\n`}${setOut(utf8Text(tree.bytes.subarray(startOf(tree, schema), endOf(tree, schema))))}`;
}
function setOut(json) {
	const value = json.length > longestSetOut ? void 0 : parseWireJson(json);
	return value === void 0 || isDeeper(value, deepestSetOut) ? json : JSON.stringify(value, null, 2);
}
// src/main/answers/stored-request.ts
/** Larger bodies are kept, but not compared where everybody waits for it: half as much as the API takes in one request. */
const comparedBytes = 16777216;
/** Reads the body of a request with its analysis. */
async function readStoredRequest(store, id) {
	const [row] = store.readRows([id]);
	if (row === void 0) return { state: "not-stored" };
	if (row.requestBytes > comparedBytes) return { state: "too-large" };
	const analysis = store.readAnalysis(id);
	if (analysis === null) return { state: "not-analysed" };
	const stored = store.readBody(id, "request");
	if (stored === null) return { state: "not-stored" };
	const { octets: body, whole } = await decodeBody(stored);
	if (!whole) return { state: "too-large" };
	return {
		state: "read",
		body,
		analysis
	};
}
// src/main/answers/source-texts/find-versions.ts
const firstLooks = 25;
/**
* What stands at the places 0 to `count` - 1 of a list that changes now and then, with at most `mostLooks` looks: at all of them where that is enough, else
* evenly over the whole, and then between neighbours that differ, until it is known where each change is. `keyOf` tells what is the same. A place that
* nothing can be said of (null) is passed over.
*/
async function findVersions(count, mostLooks, look, keyOf) {
	const seen = /* @__PURE__ */ new Map();
	const lookAt = async (at) => {
		if (!seen.has(at) && seen.size < mostLooks) seen.set(at, await look(at));
	};
	const begin = count <= mostLooks ? count : Math.min(firstLooks, mostLooks);
	for (let index = 0; index < begin; index += 1) await lookAt(begin === 1 ? count - 1 : Math.round(index * (count - 1) / (begin - 1)));
	for (let gap = widestChange(seen, keyOf); gap !== null && seen.size < mostLooks; gap = widestChange(seen, keyOf)) await lookAt(gap);
	return {
		versions: versionsOf$1(seen, keyOf),
		lookedAt: seen.size
	};
}
/** The middle of the widest stretch between two neighbours that differ; null where every change is found. */
function widestChange(seen, keyOf) {
	let widest = null;
	const places = inOrder(seen);
	for (const [index, [to, found]] of places.entries()) {
		const before = places[index - 1];
		if (before === void 0 || to - before[0] < 2 || sameKey(before[1], found, keyOf)) continue;
		if (widest === null || to - before[0] > widest.to - widest.from) widest = {
			from: before[0],
			to
		};
	}
	return widest === null ? null : Math.floor((widest.from + widest.to) / 2);
}
function versionsOf$1(seen, keyOf) {
	const versions = /* @__PURE__ */ new Map();
	for (const [at, found] of inOrder(seen)) {
		if (found === null) continue;
		const key = keyOf(found);
		versions.set(key, {
			first: versions.get(key)?.first ?? at,
			last: at,
			found
		});
	}
	return [...versions.values()].toSorted((one, other) => other.last - one.last);
}
function inOrder(seen) {
	return [...seen].toSorted(([one], [other]) => one - other);
}
function sameKey(one, other, keyOf) {
	return one === null || other === null ? one === other : keyOf(one) === keyOf(other);
}
// src/main/answers/source-texts/text-of-source.ts
/**
* The text that a source has in a request: of what has versions all of its parts, each once; else the latest part alone. Null where it is not stored any
* more, or is not there.
*/
async function textOfSource(store, id, key, isVersion) {
	const request = await readStoredRequest(store, id);
	if (request.state !== "read") return null;
	const own = request.analysis.segments.filter(({ source, start, end }) => end > start && sourceKey(source) === key);
	const parts = isVersion ? own : own.slice(-1);
	if (parts.length === 0) return null;
	const texts = new Map(parts.map((part) => [segmentText(request.body, part.start, part.end), part]));
	const kept = [...texts.values()];
	const tokens = kept.flatMap((part) => part.tokens ?? []);
	return {
		text: [...texts.keys()].join("\n"),
		bytes: kept.reduce((sum, { start, end }) => sum + end - start, 0),
		tokens: tokens.length === 0 ? null : tokens.reduce((sum, one) => sum + one, 0)
	};
}
// src/main/answers/source-texts/read-source-texts.ts
/** Bodies are read one by one in the process that answers the window: so many take about a second. */
const mostLooks = 48;
const mostHolders = 2e4;
const mostSamples = 12;
/** The texts that a source had over time; see the contract. Between two requests others get their answers. */
async function readSourceTexts(store, key) {
	const isVersion = keyHasVersions(key);
	const holders = store.listSourceHolders(key, mostHolders);
	const stored = holders.filter(({ isContentRemoved }) => !isContentRemoved).toReversed();
	const look = async (at) => {
		await setImmediate();
		const found = await textOfSource(store, stored[at]?.id ?? "", key, isVersion);
		return found === null ? null : {
			hash: createHash("sha256").update(found.text).digest("base64"),
			bytes: found.bytes,
			tokens: found.tokens
		};
	};
	const { texts, lookedAt } = isVersion ? await versionsOf(stored, look) : await samplesOf(stored, look);
	return {
		state: isVersion ? "versions" : "samples",
		texts,
		requests: holders.length,
		withoutContent: holders.length - stored.length,
		lookedAt
	};
}
async function versionsOf(stored, look) {
	const { versions, lookedAt } = await findVersions(stored.length, mostLooks, look, ({ hash }) => hash);
	return {
		texts: versions.flatMap(({ first, last, found }) => textAt(stored[first], stored[last], found)),
		lookedAt
	};
}
/** The latest ones that differ. */
async function samplesOf(stored, look) {
	const found = /* @__PURE__ */ new Map();
	let lookedAt = 0;
	for (let at = stored.length - 1; at >= 0 && lookedAt < mostLooks && found.size < mostSamples; at -= 1) {
		const looked = await look(at);
		lookedAt += 1;
		if (looked === null) continue;
		const known = found.get(looked.hash);
		const [text] = textAt(stored[at], stored[at], looked);
		if (text !== void 0) found.set(looked.hash, known === void 0 ? text : {
			...known,
			firstId: text.firstId,
			firstSeenAtUs: text.firstSeenAtUs
		});
	}
	return {
		texts: [...found.values()],
		lookedAt
	};
}
function textAt(first, last, { bytes, tokens }) {
	if (first === void 0 || last === void 0) return [];
	return [{
		firstId: first.id,
		firstSeenAtUs: first.startedAtUs,
		lastId: last.id,
		lastSeenAtUs: last.startedAtUs,
		bytes,
		tokens
	}];
}
function keyHasVersions(key) {
	const kind = key.split("/", 1)[0] ?? "";
	return isSourceKind(kind) && hasVersions(kind);
}
// ../sources-looks/speed.ts
const file = process.argv[2];
let t = performance.now();
const o = openStore(file, /* @__PURE__ */ new Date());
console.log("open + migrate", Math.round(performance.now() - t), "ms", o.opened);
if (!o.opened) throw new Error(o.message);
console.log(o.store.prepare("SELECT count(*) n, min(request_started_at_us) a, max(request_started_at_us) b FROM exchange").get(), o.store.prepare("SELECT count(*) FROM exchange_source").pluck().get(), o.store.prepare("SELECT count(*) FROM source").pluck().get(), o.store.prepare("SELECT count(*) FROM cost_day").pluck().get(), "unsummed", o.store.prepare("SELECT count(*) FROM exchange WHERE is_summed=0 AND is_prompt=1").pluck().get());
if (process.argv[3] === "fill") {
	const add = o.store.prepare(addToSums("@number", "1"));
	const b = performance.now();
	o.store.transaction(() => {
		o.store.exec("UPDATE exchange_source SET calls = abs(random()) % 2, cost_micro_usd = coalesce(cost_micro_usd, 3) WHERE source_number IN (SELECT number FROM source WHERE kind IN ('tool-definition','mcp-tool-definition'))");
		for (const n of o.store.prepare("SELECT number FROM exchange WHERE is_summed = 0 AND is_prompt = 1 AND import_number IS NULL").pluck().all()) add.run({ number: n });
		o.store.exec("UPDATE exchange SET is_summed = 1, has_usage = 1 WHERE is_prompt = 1 AND import_number IS NULL");
	})();
	console.log("filled", Math.round(performance.now() - b));
}
const max = o.store.prepare("SELECT max(request_started_at_us) FROM exchange").pluck().get();
o.store.close();
const reads = openStoreReads(file);
const time = (name, f, n = 12) => {
	const all = [];
	for (let i = 0; i < n; i++) {
		const b = performance.now();
		f();
		all.push(performance.now() - b);
	}
	all.sort((x, y) => x - y);
	console.log(name, "p50", all[n >> 1].toFixed(1), "p95", all[Math.floor(n * .95)].toFixed(1));
};
const day = 864e8;
for (const [name, range] of [
	["all", {}],
	["30 d", { fromUs: Math.floor(max / day) * day - 29 * day }],
	["7 d", { fromUs: Math.floor(max / day) * day - 6 * day }],
	["7 d, half a day off", { fromUs: Math.floor(max / day) * day - 6.5 * day }],
	["1 d", { fromUs: Math.floor(max / day) * day }],
	["1 d off", {
		fromUs: Math.floor(max / day) * day - .5 * day,
		untilUs: Math.floor(max / day) * day + .4 * day
	}]
]) time(`table ${name}`, () => reads.readSourceTable(range));
const table = reads.readSourceTable({});
console.log("owners", table.owners.length, "sources", table.owners.reduce((s, o) => s + o.sources.length, 0), "JSON", JSON.stringify(table).length, table.bill, table.billed, table.unbilled);
const big = table.owners.toSorted((a, b) => b.requests - a.requests)[0];
const mcp = table.owners.find((o) => o.group === "mcp");
for (const o2 of [big, mcp]) {
	time(`page ${o2.key}`, () => reads.readSourcePage({ key: o2.key }));
	time(`requests ${o2.key}`, () => reads.listSourceHolders(o2.key, 200));
	time(`ratings ${o2.key}`, () => reads.listSourceRatings(o2.key, 200));
	time(`holders for texts`, () => reads.listSourceHolders(o2.sources[0].key, 2e4), 5);
}
for (const s of [big.sources[0], mcp.sources.find((x) => x.definitions !== null) ?? mcp.sources[0]]) {
	const b = performance.now();
	const r = await readSourceTexts(reads, s.key);
	console.log("texts", s.key, Math.round(performance.now() - b), "ms", r.texts.length, r.lookedAt, r.requests, r.withoutContent);
}
export {};
