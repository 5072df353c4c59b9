import { isDeepStrictEqual } from 'node:util';
import { BodyMasker, type BodyForm, type MaskedPlace } from '../../src/domain/masking/body-masker.ts';
import { failuresTold, type FuzzFailure, type FuzzPlan, type FuzzReport } from './fuzz-report.ts';
import { fragments, mutated, mutatedStreams, plantedKey } from './mutated-streams.ts';
import { Random, seedOf } from './random.ts';

const forms: readonly [BodyForm, ...BodyForm[]] = ['text', 'json', 'event-stream'];
// Spelled in JSON these are longer than they are.
const secrets = [plantedKey, 'pass"word\\with/escapes\tand more', 'short-one-12'];

/** Masks mutated bodies whole and in fragments: the same bytes stored and the same places, and nothing changed outside them. */
export function fuzzMasking({ seed, runs }: FuzzPlan): FuzzReport {
  const failures: FuzzFailure[] = [];
  const figures = { masked: 0 };
  for (let index = 0; index < runs && failures.length < failuresTold; index += 1) {
    const own = seedOf(seed, index);
    const random = new Random(own);
    const form = random.pick(forms);
    const body = withSecrets(mutated(mutatedStreams(random)[random.onceIn(2) ? 'client' : 'upstream'], 'upstream', random), random);
    const whole = masked(form, [body]);
    const cut = masked(form, fragments(body, random));
    if (whole.places.length > 0) figures.masked += 1;
    const problem = !isDeepStrictEqual(whole, cut) ? 'differs by its cut' : problemIn(body, whole);
    if (problem !== null) failures.push({ seed: own, problem: `${form}, ${problem}: ${JSON.stringify({ body: body.toString('latin1'), whole, cut })}` });
  }
  return { runs, failures, figures };
}

function withSecrets(body: Buffer, random: Random): Buffer {
  let text = body.toString('latin1');
  for (let left = random.below(3); left > 0; left -= 1) {
    const [first = plantedKey, ...others] = secrets;
    const secret = random.pick([first, ...others]);
    const spelled = random.onceIn(2) ? secret : JSON.stringify(secret).slice(1, -1);
    const at = random.below(text.length + 1);
    text = text.slice(0, at) + spelled + text.slice(at);
  }
  return Buffer.from(text, 'latin1');
}

interface Masked {
  readonly stored: string;
  readonly places: readonly MaskedPlace[];
}

function masked(form: BodyForm, pieces: readonly Buffer[]): Masked {
  const masker = new BodyMasker({ secrets, form, rulesOff: [] });
  const stored: string[] = [];
  for (const piece of pieces) stored.push(latin1(masker.write(piece).stored));
  stored.push(latin1(masker.end().stored));
  return { stored: stored.join(''), places: masker.places };
}

function problemIn(body: Buffer, { stored, places }: Masked): string | null {
  if (stored.length !== body.length) return `${stored.length} bytes stored of ${body.length}`;
  let from = 0;
  for (const { start, length } of [...places, { start: body.length, length: 0 }]) {
    if (start < from || start + length > body.length) return 'places overlap or lie outside';
    if (stored.slice(from, start) !== body.toString('latin1', from, start)) return 'changed outside its masks';
    if (stored.slice(start, start + length) !== '*'.repeat(length)) return 'not masked where it says so';
    from = start + length;
  }
  return stored.includes(plantedKey) ? 'a credential is left' : null;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
