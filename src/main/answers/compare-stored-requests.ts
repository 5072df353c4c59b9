import type { ComparisonView, DifferenceView } from '../../contract/comparison-view.ts';
import { segmentText } from '../../domain/attribution/segment-text.ts';
import { compareRequests } from '../../domain/comparison/compare-requests.ts';
import { differenceOf, type TextDifference } from '../../domain/comparison/text-difference.ts';
import type { StoreReads } from '../store/reads.ts';
import { readStoredRequest } from './stored-request.ts';

/** What changed from another request, by default the one that this one goes on from; null for an id that is not stored. */
export async function compareStoredRequests(store: StoreReads, id: string, otherId: string | undefined): Promise<ComparisonView | null> {
  const [row] = store.readRows([id]);
  if (row === undefined) return null;
  const beforeId = otherId ?? row.predecessorId;
  if (beforeId === null) return { state: 'not-compared', reason: 'no-predecessor' };
  const after = await readStoredRequest(store, id);
  if (after.state !== 'read') return { state: 'not-compared', reason: after.state };
  const before = await readStoredRequest(store, beforeId);
  if (before.state !== 'read') return { state: 'not-compared', reason: before.state };
  const comparison = compareRequests(
    { body: before.body, segments: before.analysis.segments },
    { body: after.body, segments: after.analysis.segments },
  );
  // What is as it was is counted; its segments are in both contexts.
  return { state: 'compared', beforeId, afterId: id, comparison: { ...comparison, entries: comparison.entries.filter(({ kind }) => kind !== 'kept') } };
}

/** Of each part of a difference; more is for a file. */
const shownChars = 200_000;

/** How the text of a segment of the earlier request differs from that of one of the later; null where either is not there. */
export async function readDifference(
  store: StoreReads,
  { id, otherId, beforeIndex, afterIndex }: { readonly id: string; readonly otherId: string; readonly beforeIndex: number; readonly afterIndex: number },
): Promise<DifferenceView | null> {
  const [before, after] = [await textOf(store, otherId, beforeIndex), await textOf(store, id, afterIndex)];
  if (before === null || after === null) return null;
  return shownDifference(differenceOf(before, after));
}

/** The same with its parts no longer than they are shown. */
export function shownDifference({ parts, ...difference }: TextDifference): DifferenceView {
  const isCut = parts.some(({ text }) => text.length > shownChars);
  return { ...difference, isCut, parts: parts.map(({ kind, text }) => ({ kind, text: text.slice(0, shownChars) })) };
}

async function textOf(store: StoreReads, id: string, index: number): Promise<string | null> {
  const request = await readStoredRequest(store, id);
  const segment = request.state === 'read' ? request.analysis.segments[index] : undefined;
  return request.state !== 'read' || segment === undefined ? null : segmentText(request.body, segment.start, segment.end);
}
