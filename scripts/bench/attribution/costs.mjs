import { fileURLToPath } from 'node:url';
import { run } from '../../setup/run.mjs';
import { buildModules } from '../built-modules.mjs';
import { figure, table } from '../report/table.mjs';
import { hostileNames } from './bodies.mjs';

/** @typedef {{ ms: number, segments: number, mb: number }} Timed */
/** @typedef {Timed & { place: string, opening: string, filling: string }} TimedHostile */

const program = fileURLToPath(new URL('cost-process.mjs', import.meta.url));
const shown = 10;

/** Times the attribution of a conversation of 1 MB, and of bodies that are made to be dear, and prints both. */
export async function measureCosts(/** @type {boolean} */ quick) {
  const folder = await buildModules('attribution', { attribute: 'src/domain/attribution/attribute.ts' });
  /** @type {{ firstTurn: Timed, nextTurn: Timed, laterMs: number, beforeMb: number, peakMb: number }} */
  const conversation = await measured([folder, 'conversation', '1000000']);
  const { firstTurn, nextTurn, laterMs, beforeMb, peakMb } = conversation;
  const rows = [
    ['first turn, first in its process', figure(firstTurn.mb), figure(firstTurn.ms), String(firstTurn.segments)],
    ['next turn', figure(nextTurn.mb), figure(nextTurn.ms), String(nextTurn.segments)],
    ['the same, middle of 15 later ones', figure(nextTurn.mb), figure(laterMs), String(nextTurn.segments)],
  ];
  process.stdout.write(`\n${table(['a conversation', 'MB', 'ms', 'segments'], rows)}\nPeak memory ${figure(peakMb)} MB, of which ${figure(beforeMb)} before.\n`);

  const bytes = quick ? '1000000' : '5000000';
  /** @type {TimedHostile[]} */
  const all = [];
  for (const place of new Set(hostileNames().map((name) => name.place))) {
    /** @type {{ measured: TimedHostile[] }} */
    const found = await measured([folder, 'place', bytes, place]);
    all.push(...found.measured);
  }
  const slowest = all.toSorted((one, other) => other.ms - one.ms).slice(0, shown);
  const hostile = [];
  for (const { place, opening, filling, mb, ms, segments } of slowest) {
    /** @type {Timed & { beforeMb: number, peakMb: number }} */
    const alone = await measured([folder, 'body', bytes, place, opening, filling]);
    hostile.push({ place, opening, filling, mb, ms, segments, aloneMs: alone.ms, beforeMb: alone.beforeMb, peakMb: alone.peakMb });
  }
  const hostileRows = hostile.map((one) => [`${one.place}: ${one.opening}, then ${one.filling}`, figure(one.mb), figure(one.ms), figure(one.aloneMs), String(one.segments), figure(one.peakMb), figure(one.beforeMb)]);
  process.stdout.write(`\n${table([`slowest of ${all.length} hostile bodies`, 'MB', 'ms', 'ms, first in its process', 'segments', 'peak MB', 'before'], hostileRows)}\n`);
  return { conversation, hostileBodies: all.length, hostile };
}

/** What a process of its own prints. @returns {Promise<any>} */
async function measured(/** @type {readonly string[]} */ programArguments) {
  const { code, stdout, stderr } = await run(process.execPath, [program, ...programArguments], { timeLimitMs: 600_000 });
  if (code !== 0) throw new Error(`The attribution could not be timed (${programArguments.slice(1).join(' ')}): ${stderr}`);
  return JSON.parse(stdout);
}
