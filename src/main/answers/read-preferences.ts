import type { PreferencesView, SourceRange } from '../../contract/source-view.ts';
import { preferenceList } from '../../domain/rating/preference-list.ts';
import { preferenceJson, preferenceMarkdown } from '../../domain/rating/preference-texts.ts';
import type { StoreReads } from '../store/reads.ts';

/** What the user can choose to have in prompts, by how well it was rated in these days, for programs and for people. */
export function listPreferences(store: StoreReads, range: SourceRange, writtenAtMs: number) {
  const { owners, rated } = store.readSourceTable(range);
  const list = preferenceList(owners);
  const scope = { writtenAtMs, fromMs: msOf(range.fromUs), untilMs: msOf(range.untilUs), ratings: rated };
  return { json: preferenceJson(list, scope), markdown: preferenceMarkdown(list, scope) };
}

/** The same as texts. */
export function readPreferences(store: StoreReads, range: SourceRange, writtenAtMs: number): PreferencesView {
  const { json, markdown } = listPreferences(store, range, writtenAtMs);
  return { json: JSON.stringify(json, null, 2), markdown, sources: json.sources.length, recommended: json.sources.filter(({ recommendation }) => recommendation !== null).length };
}

function msOf(atUs: number | undefined): number | null {
  return atUs === undefined ? null : Math.floor(atUs / 1000);
}
