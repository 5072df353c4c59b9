import type { StreamView } from '../../../../contract/conversation-view.ts';
import type { StreamEvent } from '../../../../domain/anthropic/stream-events.ts';
import { parseWireJson, wireRecord } from '../../../../domain/anthropic/wire-json.ts';

/** The lines of the time line, from above. */
export const lanes = ['message', 'thinking', 'text', 'tool input', 'ping'] as const;
export type Lane = (typeof lanes)[number] | 'error';

/** Which line an event stands on; errors stand on that of the message, in red. */
export function laneOf({ type, data }: StreamEvent): Lane {
  if (type === 'ping') return 'ping';
  if (type === 'error' || type === 'unreadable') return 'error';
  if (type !== 'content_block_delta') return 'message';
  const delta = wireRecord(wireRecord(parseWireJson(data))?.['delta'])?.['type'];
  if (delta === 'thinking_delta' || delta === 'signature_delta') return 'thinking';
  return delta === 'input_json_delta' ? 'tool input' : 'text';
}

/** When each event came, in microseconds since the request began; by their number where that is not known. */
export function momentsOf({ events, beganAfterUs, hasTimes }: StreamView): readonly number[] {
  return events.map(({ afterUs }, index) => (hasTimes ? (beganAfterUs ?? 0) + (afterUs ?? 0) : index + 1));
}

/** How many of the moments, which are in order, are at `at` or before. */
export function countUntil(moments: readonly number[], at: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Pause {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** Shorter ones are how a model speaks. */
const shortestPauseUs = 700_000;
const mostPauses = 200;

/** The stretches in which nothing came for long. */
export function pausesIn(moments: readonly number[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (let at = 1; at < moments.length && pauses.length < mostPauses; at += 1) {
    const fromUs = moments[at - 1] ?? 0;
    const untilUs = moments[at] ?? 0;
    if (untilUs - fromUs >= shortestPauseUs) pauses.push({ fromUs, untilUs });
  }
  return pauses;
}

/** When the first piece of the answer itself came; null where none did. */
export function firstTokenAt(events: readonly StreamEvent[], moments: readonly number[]): number | null {
  const at = events.findIndex(({ type }) => type === 'content_block_delta');
  return at === -1 ? null : (moments[at] ?? null);
}

/** Whole seconds, or parts of one, about as many as asked for, up to the end. */
export function axisMarks(endUs: number, most: number): readonly number[] {
  const step = steps.find((us) => endUs / us <= most) ?? Math.ceil(endUs / most / 60e6) * 60e6;
  return Array.from({ length: Math.floor(endUs / step) + 1 }, (_, index) => index * step);
}

const steps = [1e3, 2e3, 5e3, 10e3, 20e3, 50e3, 100e3, 200e3, 500e3, 1e6, 2e6, 5e6, 10e6, 20e6, 30e6, 60e6, 120e6, 300e6] as const;
