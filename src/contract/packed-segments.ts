import type { Confidence } from '../domain/attribution/segment.ts';
import type { Source } from '../domain/attribution/source.ts';
import type { TokensByState } from '../domain/cost/cache-state.ts';
import type { SegmentView } from './context-view.ts';

/**
 * Segments for the way between processes. What crosses into the page is copied value by value, which takes longer for three thousand
 * objects than all else that is done to show them; one text is copied at once.
 */
export function packSegments(segments: readonly SegmentView[]): string {
  // By identity first: those who read segments from the store share their sources.
  const known = new Map<Source, number>();
  const sources = new Map<string, number>();
  const numberOf = (source: Source): number => {
    const text = JSON.stringify(source);
    const number = sources.get(text) ?? sources.size;
    sources.set(text, number);
    known.set(source, number);
    return number;
  };
  const rows = segments.map((segment): Row => {
    const number = known.get(segment.source) ?? numberOf(segment.source);
    const { start, end, path, confidence, tokens, costMicroUsd, tokensByState: states } = segment;
    const billed: Row[7] = states === null ? 0 : [states.read, states['written-1h'], states['written-5m'], states.plain];
    return [start, end, path, number, confidences.indexOf(confidence), tokens, costMicroUsd, billed];
  });
  return `{"sources":[${[...sources.keys()].join(',')}],"rows":${JSON.stringify(rows)}}`;
}

/** What `packSegments` made. */
export function unpackSegments(packed: string): readonly SegmentView[] {
  const { sources, rows }: Packed = JSON.parse(packed);
  return rows.map(([start, end, path, source, confidence, tokens, costMicroUsd, billed]) => ({
    start,
    end,
    path,
    source: sources[source] ?? { kind: 'unknown' },
    confidence: confidences[confidence] ?? 'claimed',
    tokens,
    tokensByState: billed === 0 ? null : statesOf(billed),
    costMicroUsd,
  }));
}

const confidences: readonly Confidence[] = ['certain', 'likely', 'claimed'];

type Billed = readonly [read: number, written1h: number, written5m: number, plain: number];
type Row = readonly [
  start: number,
  end: number,
  path: string,
  source: number,
  confidence: number,
  tokens: number | null,
  costMicroUsd: number | null,
  billed: Billed | 0,
];

interface Packed {
  readonly sources: readonly Source[];
  readonly rows: readonly Row[];
}

function statesOf([read, written1h, written5m, plain]: Billed): TokensByState {
  return { read, 'written-1h': written1h, 'written-5m': written5m, plain };
}
