import type { Migration } from './migration.ts';

/**
 * The first schema. Numbers, not ids, tie the tables together: ids are text for the outside. The recorder writes the first
 * part of `exchange`, the head and the bodies; the analyst the second part, the segments and the sources.
 */
export const exchanges: Migration = {
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
  `,
};
