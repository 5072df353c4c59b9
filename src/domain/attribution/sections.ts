import { reminderCloser, reminderOpener } from './reminder-tags.ts';
import { sectionRules } from './rules.ts';
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

/** Those that begin with a name or a number. */
const patternRules = sectionRules.filter(({ opener }) => opener === '');

/** The rule whose section begins at `at`, or null. */
export function ruleAt(text: string, at: number): SectionRule | null {
  for (const rule of rulesByFirstCharacter.get(text.charAt(at)) ?? []) {
    if (text.startsWith(rule.opener, at) && confirms(rule.confirm, text, at)) return rule;
  }
  return patternRules.find(({ confirm }) => confirms(confirm, text, at)) ?? null;
}

/** No text of the harness has more; the rest of one that does goes to the last of them. */
const mostSections = 10_000;

/** A section as found: the rule it begins as, null where it begins as none. */
interface Section {
  readonly start: number;
  /** Where its opener stands: behind the tag, in a text of wrapped sections. */
  readonly textStart: number;
  readonly end: number;
  readonly rule: SectionRule | null;
}

/** A section with what its surroundings make of it. */
interface SettledSection extends Section {
  readonly isClaimed: boolean;
  /** True for text without an opener that is taken for more of the text which somebody else wrote before it. */
  readonly continues: boolean;
}

/**
 * Splits harness text into its sections. They are joined by an empty line and have no closing marks, so a section goes
 * to the next empty line that is followed by a known opener. After text that somebody else wrote, such an opener could
 * be theirs: from there on the runs are `claimed`.
 *
 * What a request holds just once tells more: where it is due and stands once, it is the harness's own; where none is due, it is part
 * of the text that somebody else wrote; and where it stands twice, one of them is.
 */
export function splitSections(text: string, context: RuleContext, place: TextPlace): readonly AttributedRun[] {
  const runs: AttributedRun[] = [];
  let author: Author = { rule: null, last: unknownHarness };
  for (const section of settleSections(findSections(text, place), context, place)) {
    if (section.continues) pushMore(runs, text, section, context, author);
    else pushSection(runs, text, section, context);
    if (section.rule?.isAuthored === true) author = { rule: section.rule, last: runs.at(-1)?.source ?? unknownHarness };
  }
  return runs;
}

/** Who wrote the text that is being gone through, and what of theirs came last. */
interface Author {
  readonly rule: SectionRule | null;
  readonly last: Source;
}

const unknownHarness: Source = { kind: 'unknown-harness' };

function pushMore(runs: AttributedRun[], text: string, { start, end }: Section, context: RuleContext, { rule, last }: Author): void {
  const parts = rule?.resume?.(text.slice(start, end), context, last) ?? [{ end: end - start, source: last }];
  for (const part of parts) runs.push({ end: start + part.end, source: part.source, confidence: 'claimed' });
}

function settleSections(found: readonly Section[], context: RuleContext, place: TextPlace): readonly SettledSection[] {
  const counts = new Map<SectionRule | null, number>();
  for (const { rule } of found) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const isOpening = found.some(({ rule }) => rule?.name === 'environment');
  const settled: SettledSection[] = [];
  let isTainted = place === 'anywhere';
  let isInForgery = false;
  // What is escaped cannot end the tags around it.
  const isWrapped = found[0] !== undefined && found[0].textStart > found[0].start;
  const isSealed = (rule: SectionRule, next: SectionRule | null): boolean =>
    (isWrapped && rule.isEscaped === true) ||
    rule.isSealed?.(context.index) === true ||
    (rule.sealedBy !== undefined && next?.name === rule.sealedBy && counts.get(next) === 1);
  for (const [position, section] of found.entries()) {
    const { rule } = section;
    const isSingle = place === 'message' && rule?.isDue !== undefined;
    const due = isSingle ? rule.isDue?.(context.index) : null;
    // What is due is sent with what a session opens with, and not with a prompt of an MCP server.
    const isDue = due === true && (!isOpening || context.index.beginsWithMcpPrompt) ? null : due;
    const isFirst = isSingle && counts.get(rule) === 1 && !context.once.has(rule);
    const last = settled.at(-1);
    if (isTainted && isDue === false && last?.rule?.isAuthored === true) {
      settled[settled.length - 1] = { ...last, end: section.end };
      isInForgery = true;
      continue;
    }
    if (rule === null && isInForgery && last?.rule?.isAuthored === true) {
      settled[settled.length - 1] = { ...last, end: section.end };
      continue;
    }
    settled.push({ ...section, isClaimed: isTainted && !(isDue === true && isFirst), continues: rule === null && isInForgery });
    if (rule !== null) isInForgery = isTainted && isSingle && !isFirst;
    if (isSingle) context.once.add(rule);
    isTainted ||= rule === null || (rule.isAuthored && !isSealed(rule, found[position + 1]?.rule ?? null));
  }
  return settled;
}

const nextWrapper = `${reminderCloser}\n\n${reminderOpener}`;

/** CLI 2.1.330 sends some models (claude-sonnet-5) each section of such a text within tags; other versions and models, bare. */
function findSections(text: string, place: TextPlace): readonly Section[] {
  return place === 'message' && text.startsWith(reminderOpener) ? findWrappedSections(text) : findBareSections(text, place);
}

function findWrappedSections(text: string): readonly Section[] {
  const sections: Section[] = [];
  for (let start = 0; start < text.length; ) {
    const border = sections.length >= mostSections ? -1 : text.indexOf(nextWrapper, start);
    const end = border === -1 ? text.length : border + nextWrapper.length - reminderOpener.length;
    const textStart = start + reminderOpener.length;
    // Some texts of the harness's own are two sections in one.
    const inner = findBareSections(text.slice(textStart, border === -1 ? text.length : border), 'reminder');
    const pieces = inner.length === 0 ? [{ start: 0, rule: null }] : inner;
    pieces.forEach((piece, index) => {
      const next = pieces[index + 1];
      const isFirst = index === 0;
      sections.push({
        start: isFirst ? start : textStart + piece.start,
        textStart: textStart + piece.start,
        end: next === undefined ? end : textStart + next.start,
        rule: piece.rule,
      });
    });
    start = end;
  }
  return sections;
}

function findBareSections(text: string, place: TextPlace): readonly Section[] {
  const sections: Section[] = [];
  let start = 0;
  let rule = ruleAt(text, 0);
  while (start < text.length) {
    const isLast = sections.length >= mostSections || rule?.extent === 'block' || (rule?.isAuthored === true && place !== 'message');
    const next = isLast ? { at: text.length, rule: null } : nextSection(text, start, rule);
    sections.push({ start, textStart: start, end: next.at, rule });
    start = next.at;
    rule = next.rule;
  }
  return sections;
}

function nextSection(text: string, from: number, current: SectionRule | null): { at: number; rule: SectionRule | null } {
  const isParagraph = current?.extent === 'paragraph';
  const canEndAt = current?.endsOf?.(text, from);
  for (let blank = text.indexOf('\n\n', from); blank !== -1; blank = text.indexOf('\n\n', blank + 1)) {
    const at = blank + 2;
    if (at >= text.length) break;
    if (text.charAt(at) === '\n') continue;
    if (canEndAt !== undefined && !canEndAt(blank)) continue;
    const rule = ruleAt(text, at);
    if (rule !== null) return { at, rule };
    if (isParagraph) return { at, rule: null };
  }
  return { at: text.length, rule: null };
}

function pushSection(runs: AttributedRun[], text: string, { textStart, end, rule, isClaimed }: SettledSection, context: RuleContext): void {
  const confidence: Confidence = isClaimed ? 'claimed' : 'likely';
  if (rule === null) {
    runs.push({ end, source: unknownHarness, confidence });
    return;
  }
  const section = text.slice(textStart, end);
  if (rule.source !== undefined) {
    runs.push({ end, source: rule.source(section, context), confidence });
    return;
  }
  for (const part of rule.parts?.(section, context) ?? []) {
    runs.push({ end: textStart + part.end, source: part.source, confidence: part.isClaimed === true ? 'claimed' : confidence });
  }
}

function confirms(pattern: RegExp | undefined, text: string, at: number): boolean {
  if (pattern === undefined) return true;
  pattern.lastIndex = at;
  return pattern.test(text);
}
