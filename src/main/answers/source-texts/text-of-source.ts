import { segmentText } from '../../../domain/attribution/segment-text.ts';
import { sourceKey } from '../../../domain/attribution/source-key.ts';
import type { StoreReads } from '../../store/reads.ts';
import { readStoredRequest, type StoredRequest } from '../stored-request.ts';

/** What a source had in one request. */
export interface TextOfSource {
  readonly text: string;
  readonly bytes: number;
  readonly tokens: number | null;
}

/**
 * The text that a source has in a request: of what has versions all of its parts, each once; else the latest part alone. Null where it is not stored any
 * more, or is not there.
 */
export async function textOfSource(store: StoreReads, id: string, key: string, isVersion: boolean): Promise<TextOfSource | null> {
  return textInRequest(await readStoredRequest(store, id), key, isVersion);
}

/** The same in a request that has been read. */
export function textInRequest(request: StoredRequest, key: string, isVersion: boolean): TextOfSource | null {
  const own = partsOf(request, key);
  return textOfParts(request, isVersion ? own : own.slice(-1));
}

/** The last of the copies that a request has of a source: a memory file that was edited meanwhile is sent again, and its earlier copy stays where it is. */
export function latestCopyInRequest(request: StoredRequest, key: string): TextOfSource | null {
  const own = partsOf(request, key);
  const place = messageOf(own.at(-1));
  return textOfParts(request, own.filter((part) => messageOf(part) === place));
}

type Part = Extract<StoredRequest, { state: 'read' }>['analysis']['segments'][number];

function messageOf(part: Part | undefined): string | null {
  return /^messages\[\d+\]/.exec(part?.path ?? '')?.[0] ?? null;
}

function partsOf(request: StoredRequest, key: string): readonly Part[] {
  if (request.state !== 'read') return [];
  return request.analysis.segments.filter(({ source, start, end }) => end > start && sourceKey(source) === key);
}

function textOfParts(request: StoredRequest, parts: readonly Part[]): TextOfSource | null {
  if (request.state !== 'read' || parts.length === 0) return null;
  const texts = new Map(parts.map((part) => [segmentText(request.body, part.start, part.end), part]));
  const kept = [...texts.values()];
  const tokens = kept.flatMap((part) => part.tokens ?? []);
  return {
    text: [...texts.keys()].join('\n'),
    bytes: kept.reduce((sum, { start, end }) => sum + end - start, 0),
    tokens: tokens.length === 0 ? null : tokens.reduce((sum, one) => sum + one, 0),
  };
}
