import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import type { Source } from '../../domain/attribution/source.ts';
import { brotliFast } from './body-packing.ts';
import type { AnalysedSegment } from './reads.ts';

/**
 * Segments by column: a list repeats its sources and has no gaps, so that ends, a table of sources and indexes into it
 * say it all. `from` is the start of the first segment.
 */
const segmentColumns = z.object({
  from: z.number().int(),
  ends: z.array(z.number().int()),
  paths: z.array(z.string()),
  sourceOf: z.array(z.number().int()),
  sources: z.array(z.custom<Source>((value) => typeof value === 'object' && value !== null && 'kind' in value)),
  confidence: z.array(z.enum(['certain', 'likely', 'claimed'])),
  tokens: z.array(z.number().nullable()),
  /** Left out where none is known, and by versions before costs were shared out. */
  costsMicroUsd: z.array(z.number().nullable()).optional(),
});

/** The list of segments of a body as compressed JSON. The segments must be in order and without gaps. */
export function packSegments(segments: readonly AnalysedSegment[]): Uint8Array {
  const sources = new Map<string, { readonly index: number; readonly source: Source }>();
  const sourceOf = segments.map(({ source }) => {
    const text = JSON.stringify(source);
    const known = sources.get(text) ?? { index: sources.size, source };
    sources.set(text, known);
    return known.index;
  });
  const columns: z.infer<typeof segmentColumns> = {
    from: segments[0]?.start ?? 0,
    ends: segments.map((segment) => segment.end),
    paths: segments.map((segment) => segment.path),
    sourceOf,
    sources: [...sources.values()].map((entry) => entry.source),
    confidence: segments.map((segment) => segment.confidence),
    tokens: segments.map((segment) => segment.tokens),
    ...(segments.every((segment) => segment.costMicroUsd === null) ? {} : { costsMicroUsd: segments.map((segment) => segment.costMicroUsd) }),
  };
  return brotliFast(Buffer.from(JSON.stringify(columns)));
}

/** What `packSegments` made. Throws on anything else. */
export function unpackSegments(packed: Uint8Array): AnalysedSegment[] {
  const columns = segmentColumns.parse(JSON.parse(brotliDecompressSync(packed).toString('utf8')));
  const segments: AnalysedSegment[] = [];
  let start = columns.from;
  for (const [index, end] of columns.ends.entries()) {
    const source = columns.sources[columns.sourceOf[index] ?? -1];
    const confidence = columns.confidence[index];
    const path = columns.paths[index];
    const tokens = columns.tokens[index];
    if (source === undefined || confidence === undefined || path === undefined || tokens === undefined) {
      throw new Error('reading a segment list: its columns are of different lengths');
    }
    segments.push({ start, end, path, source, confidence, tokens, costMicroUsd: columns.costsMicroUsd?.[index] ?? null });
    start = end;
  }
  return segments;
}
