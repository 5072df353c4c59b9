import type { SegmentView } from '../../../../../contract/context-view.ts';
import type { Source } from '../../../../../domain/attribution/source.ts';
import { formatCount, formatCounted } from '../../../../format/quantities.ts';
import { kindTitle, segmentTitle } from '../../../../format/source-title.ts';

/** What is known of a segment, in a line: its source, its place in the JSON, its bytes and its tokens. */
export function segmentWords(segment: SegmentView): string {
  return [
    sourceWords(segment),
    ...(segment.path === '' ? [] : [segment.path]),
    `bytes ${formatCount(segment.start)}–${formatCount(segment.end)}`,
    ...(segment.tokens === null || !isBilled(segment) ? [] : [formatCounted(segment.tokens, 'token')]),
  ].join(' · ');
}

/** Whether a segment is part of the prompt, and so of its tokens: what sets its parameters is not. */
export function isBilled({ source }: SegmentView): boolean {
  return source.kind !== 'request-parameters';
}

/** What a segment's source is called, and its kind where the name does not say it. */
export function sourceWords({ source }: SegmentView): string {
  const title = segmentTitle(source);
  return title === kindTitle(source) ? title : `${title} (${kindTitle(source)})`;
}

/** What a source is called where there is little room: of a path its end. */
export function shortSourceName(source: Source): string {
  return segmentTitle(source)
    .split(' · ')
    .map((name) => name.split('/').findLast((part) => part !== '') ?? name)
    .join(' · ');
}
