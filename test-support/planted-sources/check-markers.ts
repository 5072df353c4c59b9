import { segmentText } from '../../src/domain/attribution/segment-text.ts';
import type { Segment } from '../../src/domain/attribution/segment.ts';
import type { Source } from '../../src/domain/attribution/source.ts';
import type { PlantedMarker } from './planted-table.ts';

/** A request whose body has been split. */
export interface SplitRequest {
  readonly body: Uint8Array;
  readonly segments: readonly Segment[];
}

export interface MisplacedMarker {
  readonly marker: string;
  readonly expected: readonly Source[];
  readonly found: Source;
  readonly confidence: Segment['confidence'];
  readonly path: string;
  /** What stands around it, as it is in the body. */
  readonly excerpt: string;
  /** In how many places of how many requests this is so. */
  readonly times: number;
}

export interface UnknownText {
  readonly kind: 'unknown' | 'unknown-harness';
  readonly path: string;
  readonly bytes: number;
  readonly text: string;
}

export interface MarkerReport {
  readonly requests: number;
  readonly bytes: number;
  /** Places in which a marker stands. */
  readonly places: number;
  /** Of these, those whose segment has the source that was expected, or is `claimed` where that is right. */
  readonly right: number;
  /** Of the places, those of forged texts and of what stands behind such. */
  readonly forgedPlaces: number;
  /** Of the right ones, those that are claimed under another source. */
  readonly claimedElsewhere: number;
  /** Of the right ones, those that are no forgery's doing and claimed all the same. */
  readonly genuineClaimed: number;
  readonly wrong: readonly MisplacedMarker[];
  /** Markers that stand in no request. */
  readonly unseen: readonly string[];
  /** Bytes that belong to no segment, or to several. */
  readonly uncovered: number;
  readonly unknownBytes: number;
  readonly unknownHarnessBytes: number;
  readonly unknownTexts: readonly UnknownText[];
}

/** Looks for every marker in every body and compares the source of the segment that holds it with the one it was planted in. */
export function checkMarkers(requests: readonly SplitRequest[], markers: readonly PlantedMarker[]): MarkerReport {
  const seen = new Set<string>();
  const wrong = new Map<string, MisplacedMarker>();
  const unknownTexts = new Map<string, UnknownText>();
  const counts = { places: 0, right: 0, forgedPlaces: 0, claimedElsewhere: 0, genuineClaimed: 0 };
  for (const { body, segments } of requests) {
    const octets = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    for (const marker of markers) {
      for (const at of placesOf(octets, marker.text)) {
        seen.add(marker.text);
        counts.places += 1;
        if (marker.mayBeClaimed) counts.forgedPlaces += 1;
        const segment = segments.find(({ start, end }) => start <= at && at + marker.text.length <= end);
        const isExpected = segment !== undefined && marker.expected.some((expected) => fits(segment.source, expected));
        const isClaimed = segment?.confidence === 'claimed';
        if (isExpected || (marker.mayBeClaimed && isClaimed)) {
          counts.right += 1;
          if (!isExpected) counts.claimedElsewhere += 1;
          if (isClaimed && !marker.mayBeClaimed) counts.genuineClaimed += 1;
        } else {
          const one = misplaced(marker, segment, octets, at);
          const key = JSON.stringify([one.marker, one.found, one.confidence]);
          wrong.set(key, { ...one, times: (wrong.get(key)?.times ?? 0) + 1 });
        }
      }
    }
    for (const text of unknownIn(body, segments)) unknownTexts.set(`${text.kind} ${text.text}`, text);
  }
  return {
    requests: requests.length,
    bytes: sum(requests.map(({ body }) => body.length)),
    ...counts,
    wrong: [...wrong.values()],
    unseen: markers.map(({ text }) => text).filter((text) => !seen.has(text)),
    uncovered: sum(requests.map(uncoveredBytes)),
    unknownBytes: bytesOf(requests, 'unknown'),
    unknownHarnessBytes: bytesOf(requests, 'unknown-harness'),
    unknownTexts: [...unknownTexts.values()],
  };
}

/** Markers are of characters that JSON does not escape, so that they can be looked for in the octets. */
function placesOf(body: Buffer, marker: string): readonly number[] {
  const places: number[] = [];
  for (let at = body.indexOf(marker); at !== -1; at = body.indexOf(marker, at + 1)) places.push(at);
  return places;
}

function fits(source: Source, expected: Source): boolean {
  const fields = new Map<string, unknown>(Object.entries(source));
  return Object.entries(expected).every(([name, value]) => fields.get(name) === value);
}

function misplaced(marker: PlantedMarker, segment: Segment | undefined, body: Buffer, at: number): MisplacedMarker {
  return {
    marker: marker.text,
    expected: marker.expected,
    found: segment?.source ?? { kind: 'unknown' },
    confidence: segment?.confidence ?? 'certain',
    path: segment?.path ?? '(in several segments)',
    excerpt: body.toString('utf8', Math.max(0, at - 160), at + marker.text.length + 80),
    times: 1,
  };
}

function unknownIn(body: Uint8Array, segments: readonly Segment[]): readonly UnknownText[] {
  return segments.flatMap(({ source: { kind }, path, start, end }) =>
    kind === 'unknown' || kind === 'unknown-harness' ? [{ kind, path, bytes: end - start, text: segmentText(body, start, end).slice(0, 300) }] : [],
  );
}

function bytesOf(requests: readonly SplitRequest[], kind: Source['kind']): number {
  return sum(requests.flatMap(({ segments }) => segments.filter(({ source }) => source.kind === kind).map(({ start, end }) => end - start)));
}

function uncoveredBytes({ body, segments }: SplitRequest): number {
  let at = 0;
  let uncovered = 0;
  for (const { start, end } of segments) {
    uncovered += Math.abs(start - at);
    at = end;
  }
  return uncovered + Math.abs(body.length - at);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
