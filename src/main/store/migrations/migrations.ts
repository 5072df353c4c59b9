import { exchanges } from './0001-exchanges.ts';
import type { Migration } from './migration.ts';

/** All steps of the schema in order. Append only. */
export const migrations: readonly Migration[] = [exchanges];
