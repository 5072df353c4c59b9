import { statSync } from 'node:fs';

/** What one table or index takes. `unusedBytes` are those of its pages that hold nothing. @typedef {{ name: string, bytes: number, payloadBytes: number, unusedBytes: number }} Part */

/**
 * What a database takes on the disk, part by part, the largest first. Its log should have been worked in before.
 * @param {import('better-sqlite3').Database} store
 * @param {string} databaseFile
 */
export function measureSize(store, databaseFile) {
  const pageBytes = Number(store.pragma('page_size', { simple: true }));
  /** @type {Part[]} */
  const parts = store.prepare('SELECT name, pgsize AS bytes, payload AS payloadBytes, unused AS unusedBytes FROM dbstat WHERE aggregate = TRUE ORDER BY pgsize DESC').all().map(partOf);
  return {
    fileBytes: statSync(databaseFile).size,
    logBytes: statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    freeBytes: Number(store.pragma('freelist_count', { simple: true })) * pageBytes,
    parts,
  };
}

/** @returns {Part} */
function partOf(/** @type {any} */ row) {
  return { name: row.name, bytes: row.bytes, payloadBytes: row.payloadBytes, unusedBytes: row.unusedBytes };
}
