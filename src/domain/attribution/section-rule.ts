import type { RequestIndex } from './request-index.ts';
import type { Source } from './source.ts';

/** What a rule may look back on while it names a section. */
export interface RuleContext {
  readonly index: RequestIndex;
  /** The rules of what a request holds just once that have applied so far. */
  readonly once: Set<SectionRule>;
  /** The path of the file whose mention came last, for the result that follows it in a section of its own. */
  lastMentionedPath: string | null;
  /** What the user wrote last, where mentions of resources are spelt out. */
  lastUserText: string;
  /** The resource that this text mentions, once it was looked for. */
  mentioned: { readonly text: string; readonly source: Source } | null;
}

/** A piece of a section: it ends at `end` (an index into the section's text) and begins where the one before ended. */
export interface Part {
  readonly end: number;
  readonly source: Source;
  /** True when the cut before this piece rests on text that the piece before it could hold by its author's will. */
  readonly isClaimed?: boolean;
}

/**
 * One row of the table of harness texts: a section that begins with `opener` (and, if given, matches `confirm` there; for texts
 * that begin with a name or a number, `opener` is empty and `confirm` says it all) comes from `source`; one with finer pieces says them in `parts` instead.
 */
export interface SectionRule {
  readonly name: string;
  readonly opener: string;
  /** A sticky pattern (flag y), tried where the opener stands. */
  readonly confirm?: RegExp;
  /**
   * How far it goes: `paragraph`, up to the first empty line, what comes after being unknown if it has no opener of its
   * own; `open`, to the next opener, since its text may hold empty lines; `block`, to the border of its block, since
   * the harness never puts anything behind it.
   */
  readonly extent: 'paragraph' | 'open' | 'block';
  /** True when somebody else than the harness wrote text in it that may hold an empty line: what follows could be forged. */
  readonly isAuthored: boolean;
  /**
   * Whether the text of a section of `isAuthored` cannot hold an empty line in this request, so that what follows is no forgery of
   * its author's.
   */
  readonly isSealed?: (index: RequestIndex) => boolean;
  /** True for text in which the harness takes the end of a reminder apart (CLI 2.1.330), so that it cannot end the tags around it. */
  readonly isEscaped?: boolean;
  /** The name of the rule whose section follows, and stands once in a text: where it does, the section has ended where it seems to. */
  readonly sealedBy?: string;
  /**
   * For a section that begins at `start` and whose own structure says where it can end: whether it can at an offset where a line
   * ends. Without it any empty line can be the end.
   */
  readonly endsOf?: (text: string, start: number) => (lineEnd: number) => boolean;
  /**
   * For what a request holds just once, whether this request must hold it; null where that is not known. Where it is due and stands
   * once, it is no forgery; where it is not, what looks like it behind text of somebody else's is part of that text.
   */
  readonly isDue?: (index: RequestIndex) => boolean | null;
  readonly source?: (section: string, context: RuleContext) => Source;
  readonly parts?: (section: string, context: RuleContext) => readonly Part[];
  /** The pieces of text that goes on behind something which was forged in it; where left out it is all of the last piece's source. */
  readonly resume?: (section: string, context: RuleContext, last: Source) => readonly Part[];
}

/** Pieces from the index where each begins; the first one begins at 0. */
export function partsFrom(
  length: number,
  beginnings: readonly { readonly start: number; readonly source: Source; readonly isClaimed?: boolean }[],
): readonly Part[] {
  return beginnings.map((beginning, index) => ({
    end: beginnings[index + 1]?.start ?? length,
    source: beginning.source,
    ...(beginning.isClaimed === true ? { isClaimed: true } : {}),
  }));
}

type NamesSource = Source | ((section: string, context: RuleContext) => Source);

/** A row for a text of the harness's own, up to the first empty line. */
export function paragraphRule(name: string, opener: string, source: NamesSource, confirm?: RegExp): SectionRule {
  return sectionRule(name, opener, source, confirm, 'paragraph', false);
}

/** A row for a text of the harness's own that may hold empty lines. */
export function openRule(name: string, opener: string, source: NamesSource, confirm?: RegExp): SectionRule {
  return sectionRule(name, opener, source, confirm, 'open', false);
}

/** A row for a text in which the harness passes on what somebody else wrote. */
export function authoredRule(name: string, opener: string, source: NamesSource, confirm?: RegExp): SectionRule {
  return sectionRule(name, opener, source, confirm, 'open', true);
}

function sectionRule(
  name: string,
  opener: string,
  source: NamesSource,
  confirm: RegExp | undefined,
  extent: SectionRule['extent'],
  isAuthored: boolean,
): SectionRule {
  return {
    name,
    opener,
    extent,
    isAuthored,
    source: typeof source === 'function' ? source : () => source,
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** The first line of a section. */
export function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** No request has more of them; one that does was made to be slow. */
const mostMatches = 10_000;

/** The matches of a global pattern, in order; the first ten thousand of them, so that hostile text costs no more. */
export function* matchesOf(text: string, pattern: RegExp): Iterable<RegExpExecArray> {
  let count = 0;
  for (const found of text.matchAll(pattern)) {
    if (count >= mostMatches) return;
    count += 1;
    yield found;
  }
}
