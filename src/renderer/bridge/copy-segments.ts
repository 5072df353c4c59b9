import type { SegmentView } from '../../contract/context-view.ts';
import { copyText } from './use-call.ts';

/** Of a source with more segments the first are copied. */
export const mostCopied = 200;

/** Puts on the clipboard what segments of a request say, one after the other; answers how many of them. */
export async function copySegments(id: string, segments: readonly Pick<SegmentView, 'start' | 'end'>[]): Promise<number> {
  const own = segments.slice(0, mostCopied);
  const texts: string[] = [];
  for (const { start, end } of own) texts.push((await window.whence.call('readSegmentText', { id, start, end, decode: true })) ?? '');
  await copyText(texts.join('\n\n'));
  return own.length;
}
