import { copyFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { importPart } from './built.mjs';

// Has retention take the content of the oldest exchanges of a copy of the database, step by step, and prints one line of JSON.
// usage: retention-process.mjs BUILT-FOLDER DATA-FOLDER EXCHANGES

const [folder = '', dataFolder = '', exchanges] = process.argv.slice(2);
const usDay = 86_400_000_000;
const { openStore } = await importPart(folder, 'open-store');
const { Retention } = await importPart(folder, 'retention');
const databaseFile = path.join(dataFolder, 'retention.db');
copyFileSync(path.join(dataFolder, 'whence.db'), databaseFile);
const opening = openStore(databaseFile, new Date(0));
if (!opening.opened) throw new Error(opening.message);
const { store } = opening;
const untilUs = store.prepare('SELECT request_started_at_us FROM exchange ORDER BY request_started_at_us LIMIT 1 OFFSET ?').pluck().get(Number(exchanges));
const retention = new Retention(store, { days: 1, megabytes: 0, keepRated: true, keepPinned: true });

/** @type {number[]} */
const stepMs = [];
/** Of each kind of step. @type {Record<string, { steps: number, ms: number, most: number }>} */
const kinds = {};
let removed = 0;
const beganMs = performance.now();
const cpuBefore = process.cpuUsage();
for (;;) {
  const startedMs = performance.now();
  const step = retention.step(untilUs + usDay);
  const tookMs = performance.now() - startedMs;
  if (step.did === 'nothing') break;
  if (step.did === 'remove-content') removed += step.ids.length;
  stepMs.push(tookMs);
  const kind = (kinds[step.did] ??= { steps: 0, ms: 0, most: 0 });
  kind.steps += 1;
  kind.ms += tookMs;
  kind.most = Math.max(kind.most, tookMs);
}
const seconds = (performance.now() - beganMs) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
store.pragma('wal_checkpoint(TRUNCATE)');
store.close();
const bytes = { before: statSync(path.join(dataFolder, 'whence.db')).size, after: statSync(databaseFile).size };
for (const suffix of ['', '-wal', '-shm']) rmSync(databaseFile + suffix, { force: true });
process.stdout.write(`${JSON.stringify({ removed, seconds, cpuSeconds: (user + system) / 1e6, stepMs, kinds, bytes })}\n`);
