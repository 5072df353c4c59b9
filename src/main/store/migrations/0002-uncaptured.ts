import type { Migration } from './migration.ts';

/**
 * Rows of connections that passed through unseen, the scheme of each exchange, and bodies that are stored without their content
 * coding. A CHECK cannot be changed, so `exchange` is made anew in the way SQLite describes ("Making Other Kinds Of Table Schema
 * Changes"): foreign keys are off meanwhile, and the tables that refer to it by name find the new one.
 */
export const uncaptured: Migration = {
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
  `,
};
