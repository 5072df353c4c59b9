import { setImmediate } from 'node:timers/promises';
import type { ArchiveFormat } from '../../contract/archive-view.ts';
import type { JsonParts } from '../../domain/har/json-parts.ts';
import { harEntryParts, harLog } from '../../domain/har/to-har.ts';
import { jsonLineParts } from '../../domain/har/to-json-line.ts';
import type { StoreReads } from '../store/reads.ts';
import { readVersion } from '../version.ts';
import { readArchivedExchange } from './archived-exchange.ts';

export interface ArchiveOptions {
  readonly format: ArchiveFormat;
  readonly includeBodies: boolean;
}

/** Small parts are gathered into texts of about this length: each write costs. */
const gatheredCharacters = 256 * 1024;

/**
 * An archive of these exchanges, in their order, as texts that follow one another; no more than one exchange is in memory. After each
 * exchange others have their turn, and `onEntry` hears of it. Ids that are not stored are left out.
 */
export async function* archiveText(store: StoreReads, ids: Iterable<string>, { format, includeBodies }: ArchiveOptions, onEntry: (isStored: boolean) => void = () => {}): AsyncGenerator<string> {
  const isHar = format === 'har';
  if (isHar) yield `${JSON.stringify({ log: harLog(readVersion(), includeBodies) }).slice(0, -2)},"entries":[`;
  let separator = '\n';
  for (const id of ids) {
    const exchange = await readArchivedExchange(store, id, includeBodies);
    if (exchange !== null) {
      if (isHar) yield separator;
      yield* gathered(isHar ? harEntryParts(exchange) : jsonLineParts(exchange));
      separator = ',\n';
    }
    onEntry(exchange !== null);
    await setImmediate();
  }
  if (isHar) yield '\n]}}\n';
}

function* gathered(parts: JsonParts): Generator<string> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < gatheredCharacters) continue;
    yield text;
    text = '';
  }
  yield text;
}
