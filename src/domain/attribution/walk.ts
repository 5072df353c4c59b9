import { endOf, startOf, type JsonTree } from '../json/json-tree.ts';
import { readJsonText, type JsonText } from '../json/json-text.ts';
import { endOfContents } from '../json/node-text.ts';
import { skipSpace } from '../json/scan-json.ts';
import type { RequestIndex } from './request-index.ts';
import type { AttributedRun } from './sections.ts';
import type { RuleContext } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { SegmentWriter } from './segment-writer.ts';
import type { Source } from './source.ts';

/** What every part of the walk over one request shares. */
export interface Walk {
  readonly tree: JsonTree;
  readonly index: RequestIndex;
  readonly writer: SegmentWriter;
  readonly context: RuleContext;
}

/** Gives the whole of a value to one source. */
export function takeValue(walk: Walk, node: number, path: string, source: Source, confidence: Confidence): void {
  walk.writer.take(endOf(walk.tree, node), path, source, confidence);
}

/** Gives a string's contents to the sources of its runs, in order; the last one gets what is left. */
export function takeRuns(walk: Walk, node: number, path: string, text: JsonText, runs: readonly AttributedRun[]): void {
  runs.forEach((run, position) => {
    const isLast = position === runs.length - 1;
    const end = isLast ? endOfContents(walk.tree, node) : text.offsetAt(run.end);
    walk.writer.take(end, path, run.source, run.confidence);
  });
}

/** The contents of a string node, with offsets. */
export function contentsOf(walk: Walk, node: number): JsonText {
  return readJsonText(walk.tree.bytes, startOf(walk.tree, node) + 1, endOfContents(walk.tree, node));
}

/** Lets the last segment reach over the closing punctuation of an element, and the comma after it. */
export function closeElement(walk: Walk, node: number): void {
  walk.writer.extend(endWithComma(walk.tree, node));
}

/** The end of an element, together with the comma that follows it. */
export function endWithComma(tree: JsonTree, node: number): number {
  const at = skipSpace(tree.bytes, endOf(tree, node));
  return at < tree.brokenAt && tree.bytes[at] === 0x2c ? at + 1 : endOf(tree, node);
}

/** One run over a whole text. */
export function wholeRun(text: string, source: Source, confidence: Confidence): readonly AttributedRun[] {
  return [{ end: text.length, source, confidence }];
}
