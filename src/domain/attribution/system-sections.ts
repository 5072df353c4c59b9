import { matchesOf } from './section-rule.ts';
import type { AttributedRun } from './sections.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** What stands at the beginning of a line where a section begins, or a code fence. */
const beginningOfSection = new RegExp(
  `^(?:${['# ([^\\n]{1,200})$', '```', 'gitStatus: ', '<total_tokens>', 'Here is useful information about the environment', '<env>'].join('|')})`,
  'gm',
);

/** Sections by their `# ` heading outside of code fences, and the few known texts without one. */
export function headedRuns(text: string, introduction: Source, confidence: Confidence = 'certain'): readonly AttributedRun[] {
  const beginnings: { at: number; source: Source }[] = [{ at: 0, source: introduction }];
  let isFenced = false;
  for (const line of matchesOf(text, beginningOfSection)) {
    if (line[0] === '```') isFenced = !isFenced;
    else if (!isFenced) beginnings.push({ at: line.index, source: sectionSource(text, line.index, line[0], line[1]) });
  }
  return beginnings
    .map(({ source }, index) => ({ end: beginnings[index + 1]?.at ?? text.length, source, confidence }))
    .filter((run, index) => run.end > (beginnings[index]?.at ?? 0) || text.length === 0);
}

const gitStatus = '\n\ngitStatus: This is the git status at the start';

/** How the harness's own introduction begins, as a whole prompt does with `--bare`, and prompts of requests that it makes for itself. */
const introductions = /^\n?(?:You are an agent working with|You are an interactive agent|CWD: )/;

/**
 * The first part of the system prompt. One that does not begin as the harness's own does is the user's (`--system-prompt`, or the agent
 * that `--agent` names): its headings are theirs, whatever they say. Of a client whose version is not known they are claimed.
 */
export function introductionRuns(text: string, isKnownVersion: boolean | null): readonly AttributedRun[] {
  const introduction: Source = { kind: 'system-prompt', section: 'introduction' };
  if (introductions.test(text)) return headedRuns(text, introduction);
  if (isKnownVersion === null) return headedRuns(text, introduction, 'claimed').map((run, index) => (index === 0 ? { ...run, confidence: 'certain' } : run));
  const gitAt = text.lastIndexOf(gitStatus);
  const end = gitAt === -1 ? text.length : gitAt + 2;
  const own: AttributedRun = { end, source: { kind: 'system-prompt', section: 'custom' }, confidence: 'certain' };
  return gitAt === -1 ? [own] : [own, { end: text.length, source: { kind: 'environment', part: 'git' }, confidence: 'claimed' }];
}

const contextManagement = '# Context management\n';
const outputStyle = '\n# Output Style: ';

/** How the harness's own paragraphs begin behind the last heading of the system prompt (CLI 2.1.197 and 2.1.330, eleven models). */
const lastParagraphs = [
  contextManagement,
  'When you have enough information to act',
  'Do build original games',
  'The reasoning effort setting',
  'When one part of a task',
  'Ask before you start only',
  'The user can inspect and undo',
  'Ending your turn stops',
  '<total_tokens>',
];

/**
 * The part of the system prompt that differs by session. Its last heading of the harness's own is "Context management"; a
 * paragraph behind that which is none of the harness's is where text begins that the user had appended (`--append-system-prompt`), up to
 * the state of the repository, which 2.1.197 puts last. Headings in appended text, and in an output style, are their authors'.
 * `saysAppended`: the identity says that something was appended.
 */
export function sessionRuns(text: string, saysAppended: boolean): readonly AttributedRun[] {
  const styleAt = text.indexOf(outputStyle);
  // The body of a style could hold the heading too; then the last one is the harness's.
  const headingAt = styleAt === -1 ? text.indexOf(contextManagement) : text.lastIndexOf(contextManagement);
  const lastAt = headingAt === -1 ? text.search(/^<total_tokens>/m) : headingAt;
  if (lastAt === -1) return headedRuns(text, { kind: 'system-prompt', section: 'session' });
  const hasStyle = styleAt !== -1 && styleAt < lastAt;
  const runs: AttributedRun[] = [...headedRuns(text.slice(0, hasStyle ? styleAt + 1 : lastAt), { kind: 'system-prompt', section: 'session' })];
  if (hasStyle) runs.push({ end: lastAt, source: styleSource(text, styleAt + 1), confidence: 'likely' });

  const gitAt = text.lastIndexOf(gitStatus);
  const end = gitAt > lastAt ? gitAt + 2 : text.length;
  const appendedAt = appendedFrom(text, lastAt, end);
  runs.push(...shifted(headedRuns(text.slice(lastAt, appendedAt), { kind: 'system-prompt' }), lastAt));
  if (appendedAt < end) {
    runs.push({ end, source: { kind: 'system-prompt', section: 'appended' }, confidence: saysAppended ? 'likely' : 'claimed' });
  }
  if (end < text.length) {
    runs.push({ end: text.length, source: { kind: 'environment', part: 'git' }, confidence: appendedAt < end ? 'claimed' : 'certain' });
  }
  return runs;
}

/** Where the first paragraph begins that is not the harness's; `end` when all are. */
function appendedFrom(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && lastParagraphs.some((opener) => text.startsWith(opener, at))) {
    const blank = text.indexOf('\n\n', at);
    at = blank === -1 ? end : blank + 2;
  }
  return Math.min(at, end);
}

function styleSource(text: string, at: number): Source {
  const line = text.slice(at, text.indexOf('\n', at));
  return { kind: 'output-style', name: line.slice(outputStyle.length - 1) };
}

function shifted(runs: readonly AttributedRun[], by: number): readonly AttributedRun[] {
  return runs.map((run) => ({ ...run, end: run.end + by }));
}

function sectionSource(text: string, at: number, opener: string, heading: string | undefined): Source {
  if (opener === 'gitStatus: ') return { kind: 'environment', part: 'git' };
  if (opener.startsWith('<total_tokens>')) return { kind: 'reminder', which: 'total-tokens' };
  if (heading === undefined || heading === 'Environment') {
    // 2.1.330 keeps what it says of models and product here, and has moved the directory to the messages.
    return { kind: 'environment', part: text.slice(at, at + 300).includes('orking directory') ? 'cwd' : 'model' };
  }
  // 2.1.197 keeps the output style in the system prompt.
  if (heading.startsWith('Output Style: ')) return { kind: 'output-style', name: heading.slice('Output Style: '.length) };
  return { kind: 'system-prompt', section: heading };
}
