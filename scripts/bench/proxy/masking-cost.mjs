import { randomBytes } from 'node:crypto';
import { median } from '../report/statistics.mjs';
import { importPart } from './built-parts.mjs';
import { Request } from './requests.mjs';

const bodyBytes = 100_000;
const chunkBytes = 16_384;
const bodies = 60;
const repetitions = 7;

/**
 * What masking costs by itself: milliseconds for a body of 100 kB that comes in TLS records of 16 kB, with all rules and with none
 * (the credentials of the headers are looked for in both cases), the middle of several runs that take turns.
 */
export async function maskingCost(/** @type {string} */ partsFolder) {
  const { BodyMasker } = await importPart(partsFolder, 'body-masker');
  const { maskingRules } = await importPart(partsFolder, 'masking-rules');
  const rulesOff = maskingRules.map((/** @type {{ id: string }} */ rule) => rule.id);
  const secrets = [randomBytes(24).toString('hex')];
  const request = new Request('/', bodyBytes, { host: 'localhost', upstreamPort: 443 });
  const pieces = Array.from({ length: bodies }, () => inChunks(Buffer.from(request.fill())));
  const msPerBody = (/** @type {readonly string[]} */ off) => {
    const startedMs = performance.now();
    for (const chunks of pieces) {
      const masker = new BodyMasker({ secrets, form: 'json', rulesOff: off });
      for (const chunk of chunks) masker.write(chunk);
      masker.end();
    }
    return (performance.now() - startedMs) / bodies;
  };
  /** @type {number[]} */
  const on = [];
  /** @type {number[]} */
  const off = [];
  for (let count = 0; count <= repetitions; count += 1) {
    const times = { on: msPerBody([]), off: msPerBody(rulesOff) };
    // The first is for the compiler.
    if (count === 0) continue;
    on.push(times.on);
    off.push(times.off);
  }
  return { 'all rules, ms per 100 kB': median(on), 'no rules, ms per 100 kB': median(off) };
}

function inChunks(/** @type {Buffer} */ body) {
  const chunks = [];
  for (let at = 0; at < body.length; at += chunkBytes) chunks.push(new Uint8Array(body.subarray(at, at + chunkBytes)));
  return chunks;
}
