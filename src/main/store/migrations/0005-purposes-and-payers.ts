import type { Migration } from './migration.ts';

/**
 * An auxiliary request may have any purpose, those of later versions too: the list of version 4 refused two that are in use. And
 * the index that the list of sessions is read from says who pays.
 */
export const purposesAndPayers: Migration = {
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
  `,
};
