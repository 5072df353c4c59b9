import { exchanges } from './0001-exchanges.ts';
import { uncaptured } from './0002-uncaptured.ts';
import { packing } from './0003-packing.ts';
import { threadsAndCosts } from './0004-threads-and-costs.ts';
import { purposesAndPayers } from './0005-purposes-and-payers.ts';
import { exchangesBySource } from './0006-exchanges-by-source.ts';
import { content } from './0007-content.ts';
import { keeping } from './0008-keeping.ts';
import { sourcesByBlock } from './0009-sources-by-block.ts';
import { arrivals } from './0010-arrivals.ts';
import { callsMade } from './0011-calls-made.ts';
import { bills } from './0012-bills.ts';
import { feedback } from './0013-feedback.ts';
import type { Migration } from './migration.ts';

/** All steps of the schema in order. Append only. */
export const migrations: readonly Migration[] = [exchanges, uncaptured, packing, threadsAndCosts, purposesAndPayers, exchangesBySource, content, keeping, sourcesByBlock, arrivals, callsMade, bills, feedback];
