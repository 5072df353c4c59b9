import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { conversations, hostileBody, hostileNames } from './bodies.mjs';

// Times the attribution, in a process of its own for the peak of its memory, and prints one line of JSON.
// usage: cost-process.mjs BUILT-FOLDER conversation BYTES | BUILT-FOLDER place BYTES PLACE | BUILT-FOLDER body BYTES PLACE OPENING FILLING

const [folder = '', kind = '', bytes, place = '', opening = '', filling = ''] = process.argv.slice(2);
const { attribute } = await import(pathToFileURL(path.join(folder, 'attribute.js')).href);
const repetitions = 15;

function timed(/** @type {Uint8Array} */ body) {
  const startedMs = performance.now();
  const { segments } = attribute(body, []);
  return { ms: performance.now() - startedMs, segments: Number(segments.length), mb: body.length / 1e6 };
}

/** On Linux, maxRSS begins with that of the process that started this one. */
function peakMb() {
  const kilobytes = process.platform === 'linux' ? /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : process.resourceUsage().maxRSS;
  return Number(kilobytes) / 1024;
}

function measureConversation() {
  const { first, next } = conversations(Number(bytes));
  const beforeMb = peakMb();
  const firstTurn = timed(first);
  const nextTurn = timed(next);
  const peak = peakMb();
  const times = Array.from({ length: repetitions }, () => timed(next).ms).toSorted((one, other) => one - other);
  return { firstTurn, nextTurn, laterMs: times[repetitions >> 1], beforeMb, peakMb: peak };
}

/** All bodies that fill one place. */
function measurePlace() {
  const names = hostileNames().filter((name) => name.place === place);
  // The compiler's work is the conversation's to show.
  timed(conversations(500_000).first);
  return { measured: names.map((name) => ({ ...name, ...timed(hostileBody(name, Number(bytes))) })) };
}

/** One body, for the memory it takes. */
function measureBody() {
  const body = hostileBody({ place, opening, filling }, Number(bytes));
  const beforeMb = peakMb();
  return { ...timed(body), beforeMb, peakMb: peakMb() };
}

const measure = { conversation: measureConversation, place: measurePlace, body: measureBody }[kind];
process.stdout.write(`${JSON.stringify(measure?.())}\n`);
