import path from 'node:path';
import { importPart } from './built.mjs';

// Opens a full database again and again until its first page is there, as at the start of the engine, and prints one line of JSON.
// usage: start-process.mjs BUILT-FOLDER DATA-FOLDER TIMES

const [folder = '', dataFolder = '', times] = process.argv.slice(2);
const { openStore } = await importPart(folder, 'open-store');
const { openStoreReads } = await importPart(folder, 'open-store-reads');
const databaseFile = path.join(dataFolder, 'whence.db');

/** @type {number[]} */
const openMs = [];
for (let time = 0; time < Number(times); time += 1) {
  const beganMs = performance.now();
  const opening = openStore(databaseFile, new Date(0));
  if (!opening.opened) throw new Error(opening.message);
  const reads = openStoreReads(databaseFile);
  const { rows } = reads.listRows({ limit: 100 });
  openMs.push(performance.now() - beganMs);
  if (rows.length === 0) throw new Error('The first page is empty.');
  reads.close();
  opening.store.close();
}
process.stdout.write(`${JSON.stringify({ openMs })}\n`);
