import { outputStyleReminder, sectionRules } from './rules.ts';
import type { RuleContext, SectionRule } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** A run of a text with one source; it ends at `end` and begins where the one before ended. */
export interface AttributedRun {
  readonly end: number;
  readonly source: Source;
  readonly confidence: Confidence;
}

/**
 * Where a text stands. `message`: a message of the role "system", in which several sections are joined. `reminder`: a
 * block of its own, which the harness fills with one section where somebody else wrote it: the border protects what
 * follows. `anywhere`: where somebody else could have written the whole of it.
 */
export type TextPlace = 'message' | 'reminder' | 'anywhere';

const rulesByFirstCharacter: ReadonlyMap<string, readonly SectionRule[]> = sectionRules.reduce(
  (map, rule) => map.set(rule.opener.charAt(0), [...(map.get(rule.opener.charAt(0)) ?? []), rule]),
  new Map<string, readonly SectionRule[]>(),
);

const outputStyleRule: SectionRule = {
  name: 'output style reminder',
  opener: '',
  extent: 'paragraph',
  isAuthored: false,
  source: (section) => {
    outputStyleReminder.lastIndex = 0;
    return { kind: 'output-style', name: outputStyleReminder.exec(section)?.[1] ?? '' };
  },
};

/** The rule whose section begins at `at`, or null. */
export function ruleAt(text: string, at: number): SectionRule | null {
  for (const rule of rulesByFirstCharacter.get(text.charAt(at)) ?? []) {
    if (text.startsWith(rule.opener, at) && confirms(rule.confirm, text, at)) return rule;
  }
  return confirms(outputStyleReminder, text, at) ? outputStyleRule : null;
}

/**
 * Splits harness text into its sections. They are joined by an empty line and have no closing marks, so a section goes
 * to the next empty line that is followed by a known opener. After text that somebody else wrote, such an opener could
 * be theirs: from there on the runs are `claimed`.
 */
export function splitSections(text: string, context: RuleContext, place: TextPlace): readonly AttributedRun[] {
  const runs: AttributedRun[] = [];
  let start = 0;
  let rule = ruleAt(text, 0);
  let isTainted = place === 'anywhere';
  while (start < text.length) {
    const isLast = rule?.extent === 'block' || (rule?.isAuthored === true && place !== 'message');
    const next = isLast ? { at: text.length, rule: null } : nextSection(text, start, rule?.extent === 'paragraph');
    pushSection(runs, text, start, next.at, rule, context, isTainted);
    isTainted ||= rule?.isAuthored === true || rule === null;
    start = next.at;
    rule = next.rule;
  }
  return runs;
}

function nextSection(text: string, from: number, isParagraph: boolean): { at: number; rule: SectionRule | null } {
  for (let blank = text.indexOf('\n\n', from); blank !== -1; blank = text.indexOf('\n\n', blank + 1)) {
    const at = blank + 2;
    if (at >= text.length) break;
    const rule = ruleAt(text, at);
    if (rule !== null) return { at, rule };
    if (isParagraph && text.charAt(at) !== '\n') return { at, rule: null };
  }
  return { at: text.length, rule: null };
}

function pushSection(
  runs: AttributedRun[],
  text: string,
  start: number,
  end: number,
  rule: SectionRule | null,
  context: RuleContext,
  isTainted: boolean,
): void {
  const confidence: Confidence = isTainted ? 'claimed' : 'likely';
  if (rule === null) {
    runs.push({ end, source: { kind: 'unknown-harness' }, confidence });
    return;
  }
  const section = text.slice(start, end);
  if (rule.source !== undefined) {
    runs.push({ end, source: rule.source(section, context), confidence });
    return;
  }
  for (const part of rule.parts?.(section, context) ?? []) {
    runs.push({ end: start + part.end, source: part.source, confidence: part.isClaimed === true ? 'claimed' : confidence });
  }
}

function confirms(pattern: RegExp | undefined, text: string, at: number): boolean {
  if (pattern === undefined) return true;
  pattern.lastIndex = at;
  return pattern.test(text);
}
