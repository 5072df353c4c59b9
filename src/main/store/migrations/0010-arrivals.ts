import type { Migration } from './migration.ts';

/** When the pieces of a response came. Responses of earlier versions have none: nobody wrote it down. */
export const arrivals: Migration = {
  version: 10,
  sql: `
    -- LEB128, for each arrival: stored octets, and tenths of a millisecond, since the one before (the first since the response began).
    CREATE TABLE body_arrivals (
      body_number INTEGER PRIMARY KEY REFERENCES body ON DELETE CASCADE,
      arrivals BLOB NOT NULL
    ) STRICT;
  `,
};
