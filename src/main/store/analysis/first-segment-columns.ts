import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import type { Source } from '../../../domain/attribution/source.ts';
import type { AnalysedSegment } from '../reads.ts';

/** Lists of segments as they were written before version 7 of the schema, until they are analysed again: by column, as JSON. */
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

/** Throws on anything else. */
export function unpackFirstSegments(packed: Uint8Array): AnalysedSegment[] {
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
