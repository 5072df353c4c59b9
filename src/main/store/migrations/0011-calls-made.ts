import { addToSums, isDefinitionSql } from '../costs/cost-sums.ts';
import type { Migration } from './migration.ts';

/**
 * How often the model called what a prompt offers. What was analysed before has no calls until it is analysed again; how many requests held a
 * definition can be told at once, but of those whose rows are gone.
 */
export const callsMade: Migration = {
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
      ${addToSums('old.number', '-1')};
    END;
  `,
};
