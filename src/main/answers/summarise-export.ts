import { setImmediate } from 'node:timers/promises';
import type { ExportSummary } from '../../contract/archive-view.ts';
import type { HeaderList } from '../../domain/http/header-list.ts';
import { maskCharacter } from '../../domain/masking/mask.ts';
import type { StoreReads } from '../store/reads.ts';

/** Looked at before others have their turn. */
const atATime = 200;
const namesTold = 12;

/** What a file of these exchanges would hold, and what of it is masked. */
export async function summariseExport(store: StoreReads, ids: readonly string[]): Promise<ExportSummary> {
  let exchanges = 0;
  let bodyBytes = 0;
  let maskedHeaders = 0;
  let maskedPlaces = 0;
  let withoutContent = 0;
  const names = new Map<string, number>();
  for (const [index, id] of ids.entries()) {
    if (index % atATime === atATime - 1) await setImmediate();
    const detail = store.readDetail(id);
    const facts = store.readArchived(id);
    if (detail === null || facts === null) continue;
    exchanges += 1;
    if (detail.row.contentRemovedAtUs !== null) withoutContent += 1;
    for (const body of [facts.bodies.request, facts.bodies.response]) {
      bodyBytes += body?.storedBytes ?? 0;
      maskedPlaces += body?.masks.length ?? 0;
    }
    for (const name of maskedNames([...detail.requestHeaders, ...detail.responseHeaders, ...detail.requestTrailers, ...detail.responseTrailers])) {
      maskedHeaders += 1;
      names.set(name, (names.get(name) ?? 0) + 1);
    }
  }
  const frequent = [...names].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
  return { exchanges, bodyBytes, maskedHeaders, maskedPlaces, maskedHeaderNames: frequent.slice(0, namesTold), withoutContent };
}

/** A mask is at least as long as the shortest secret that is one for its place alone. */
const masked = new RegExp(`\\${maskCharacter}{3,}`);

function maskedNames(headers: HeaderList): readonly string[] {
  return headers.filter(([, value]) => masked.test(value)).map(([name]) => name.trim().toLowerCase());
}
