import path from 'node:path';
import Database from 'better-sqlite3';

// Repeats what is in a database, a day later each time, until it holds so many exchanges: rows, sources, bills and the sums of days. Of ten days the sessions and
// turns are one, so that there are long ones. Bodies are not repeated. Prints one line of JSON.
// usage: repeat-process.mjs DATA-FOLDER ROWS

const [folder = '', rows] = process.argv.slice(2);
const usDay = 86_400_000_000;
const daysOfSession = 10;

const store = new Database(path.join(folder, 'whence.db'));
store.pragma('synchronous = OFF');
const pairs = Number(store.prepare('SELECT count(*) FROM exchange').pluck().get());
const renamed = (/** @type {string} */ column) => `iif(${column} IS NULL, NULL, printf('%04x', @round / ${daysOfSession}) || substr(${column}, 5))`;
/** What of a row is not repeated as it is. @type {Readonly<Record<string, string>>} */
const changed = {
  number: 'number + @round * @pairs',
  exchange_number: 'exchange_number + @round * @pairs',
  id: "substr(id, 1, 20) || printf('%06d', @round)",
  session_id: renamed('session_id'),
  session_key: renamed('session_key'),
  thread_key: renamed('thread_key'),
  turn_key: renamed('turn_key'),
  predecessor_id: 'NULL',
  retry_of: 'NULL',
  day: 'day + @round',
  at_us: `at_us + @round * ${usDay}`,
};
const ofDays = store.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(name) AS one WHERE one.name = 'day')").pluck().all();
const tables = ['exchange', 'exchange_source', 'bill', 'result_habit', ...ofDays.map(String)];
const first = new Map(tables.map((table) => [table, repetitionOf(table)]));
store.transaction(() => {
  for (let round = 1; round * pairs < Number(rows); round += 1) for (const repeat of first.values()) repeat.run({ round, pairs });
})();
store.exec('ANALYZE');
store.pragma('wal_checkpoint(TRUNCATE)');
process.stdout.write(`${JSON.stringify({ exchanges: store.prepare('SELECT count(*) FROM exchange').pluck().get() })}\n`);
store.close();

/** Of the rows that were there first alone: what is added stands behind them. */
function repetitionOf(/** @type {string} */ table) {
  const columns = store.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).map(String);
  const values = columns.map((name) => changed[name] ?? (name.endsWith('_at_us') ? `${name} + @round * ${usDay}` : name));
  const number = table === 'exchange' ? 'number' : 'exchange_number';
  const isOfDays = columns.includes('day');
  const lastDay = isOfDays ? Number(store.prepare(`SELECT coalesce(max(day), 0) FROM ${table}`).pluck().get()) : 0;
  // Days that are there already get more.
  const onConflict = isOfDays ? `ON CONFLICT DO UPDATE SET ${columns.filter((name) => name !== 'day' && !isKey(table, name)).map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}` : '';
  return store.prepare(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table} WHERE ${isOfDays ? `day <= ${lastDay}` : `${number} <= @pairs`} AND @round > 0 AND @pairs > 0 ${onConflict}`);
}

function isKey(/** @type {string} */ table, /** @type {string} */ column) {
  return Number(store.prepare('SELECT pk FROM pragma_table_info(?) WHERE name = ?').pluck().get(table, column)) > 0;
}
