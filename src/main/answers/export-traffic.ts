import type { CallInput, Outcome } from '../../contract/calls.ts';
import type { TrafficSelection } from '../../contract/archive-view.ts';
import type { Archives } from '../archive/archives.ts';
import { selectedIds } from './selected-ids.ts';
import type { StoreReads } from '../store/reads.ts';
import type { Desktop } from './desktop.ts';

/**
 * Asks where to save and writes the exchanges of a selection. A cancelled dialog is `done: false` with an empty message; a file that
 * cannot be written says why, and what stood there before stays.
 */
export async function exportTraffic(
  store: StoreReads,
  desktop: Desktop,
  archives: Archives,
  { selection, format, includeBodies }: CallInput<'exportTraffic'>,
): Promise<Outcome> {
  const ids = selectedIds(store, selection);
  if (typeof ids === 'string') return failed(ids);
  if (ids.length === 0) return failed('There are no requests to export in this selection.');
  const file = await desktop.chooseSaveFile(`whence-${fileNamePart(selection)}.${format}`, format);
  return file === null ? failed('') : archives.exportTo(file, ids, { format, includeBodies });
}

/** Asks which file to open and imports it. A cancelled dialog is `done: false` with an empty message. */
export async function importHar(desktop: Desktop, archives: Archives): Promise<Outcome> {
  const file = await desktop.chooseOpenFile();
  return file === null ? failed('') : archives.importFrom(file);
}

function fileNamePart(selection: TrafficSelection): string {
  const name = 'sessionId' in selection && selection.sessionId !== undefined ? selection.sessionId : 'ids' in selection ? (selection.ids.length === 1 ? selection.ids.join() : 'requests') : 'traffic';
  return name.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
}

function failed(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}
