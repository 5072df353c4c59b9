import type { UseFigures } from '../../contract/source-view.ts';
import { formatCount, formatCounted } from '../format/quantities.ts';

/** Offered so often without a call, it wants attention. */
const offeredOften = 5;

export type Calls = Pick<UseFigures, 'definitions' | 'answered' | 'calls'>;

/** Whether something is offered again and again and was never called, as far as most of the answers are known. */
export function isNeverCalled({ definitions, answered, calls }: Calls): boolean {
  return definitions !== null && calls === 0 && answered >= offeredOften && answered * 2 >= definitions;
}

/** Whether it is called less than once for fifty times that it is offered. */
export function isSeldomCalled({ definitions, answered, calls }: Calls): boolean {
  return definitions !== null && calls !== null && answered >= 50 && calls * 50 < answered;
}

/** How often something was offered and called, as a sentence. */
export function callsWords({ definitions, answered, calls }: Calls): string {
  if (definitions === null) return 'It offers the model nothing to call.';
  const sent = `Sent with ${formatCounted(definitions, 'request')}`;
  if (calls === null) return `${sent}. What the model called in their answers is not known.`;
  const known = answered < definitions ? `, as far as is known: of ${formatCount(answered)} of them` : '';
  return `${sent}, called ${calls === 0 ? 'never' : calls === 1 ? 'once' : calls === 2 ? 'twice' : formatCounted(calls, 'time')}${known}.`;
}
