import type { Migration } from './migration.ts';

/** Bodies are written as they come, and packed later. Those of earlier versions were packed when they were written. */
export const packing: Migration = {
  version: 3,
  sql: `
    ALTER TABLE body ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 1;
    CREATE INDEX body_to_pack ON body (number, stored_bytes) WHERE is_packed = 0;
  `,
};
