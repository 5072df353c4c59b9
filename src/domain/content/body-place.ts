import { utf8Text } from '../octets/octets-as-text.ts';

/** A run of a body for reading: in, before or behind the place that is looked at. */
export interface BodyRun {
  readonly where: 'before' | 'inside' | 'after';
  /** Byte offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** True where the text stands for a credential that was not stored. */
  readonly isMasked: boolean;
}

const around = 240;
/** Of a longer place its beginning and its end are given. */
const longest = 2400;
const headBytes = 1600;
const tailBytes = 600;

/**
 * Bytes `start` to `end` of a body with some of what stands before and behind them, as runs in order; of a long place the middle is left out. No
 * character is cut. `masks` are in bytes, in order.
 */
export function bodyPlace(body: Uint8Array, start: number, end: number, masks: readonly (readonly [start: number, length: number])[]): readonly BodyRun[] {
  const from = Math.max(0, Math.min(start, body.length));
  const to = Math.max(from, Math.min(end, body.length));
  const isLong = to - from > longest;
  const inside: readonly Stretch[] = isLong
    ? [
        ['inside', from, atCharacter(body, from + headBytes)],
        ['inside', atCharacter(body, to - tailBytes), to],
      ]
    : [['inside', from, to]];
  const stretches: readonly Stretch[] = [['before', atCharacter(body, Math.max(0, from - around)), from], ...inside, ['after', to, atCharacter(body, Math.min(body.length, to + around))]];
  return stretches.flatMap((stretch) => runsOf(body, stretch, masks));
}

type Stretch = readonly [where: BodyRun['where'], start: number, end: number];

function runsOf(body: Uint8Array, [where, start, end]: Stretch, masks: readonly (readonly [number, number])[]): readonly BodyRun[] {
  const runs: BodyRun[] = [];
  const add = (from: number, to: number, isMasked: boolean) => {
    if (to > from) runs.push({ where, start: from, end: to, text: utf8Text(body.subarray(from, to)), isMasked });
  };
  let at = start;
  for (const [maskStart, length] of masks) {
    const from = Math.max(at, maskStart);
    const to = Math.min(end, maskStart + length);
    if (to <= from) continue;
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, end, false);
  return runs;
}

/** No character of UTF-8 has more bytes within it: what goes on for longer is none. */
const mostWithin = 3;

/** The offset, or the first one behind it where a character begins: the bytes within one begin with the bits 10. */
function atCharacter(body: Uint8Array, offset: number): number {
  let at = offset;
  while (at < body.length && at < offset + mostWithin && ((body[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}
