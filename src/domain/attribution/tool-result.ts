import type { RequestIndex } from './request-index.ts';
import { reminderCloser, reminderOpener } from './reminder-tags.ts';
import { hookAt } from './rules-for-hooks.ts';
import { ruleAt, splitSections, type AttributedRun } from './sections.ts';
import type { RuleContext } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

const mergedOpener = `\n\n${reminderOpener}`;
const wholeReminder = /^<system-reminder>\n([^]*)\n<\/system-reminder>\s*$/;

/** What CLI 2.1.197 puts before the lines of a file that Read gives only in part. */
const partialView = /^<system-reminder>\[Truncated: PARTIAL view [^\]]{1,400}\]<\/system-reminder>\n\n/;

/** The harness merges a few; who wrote more of them meant to be slow. */
const mostReminders = 1000;

/** The answer of a skill that ran in a fork, after a list of the tools it used where there is one. */
const forkedSkill =
  /^(?:<tools-used-before-summary>[^<]*<\/tools-used-before-summary>\n)?Skill "([^"\n]{1,200})" completed \(forked execution\)/;

/** What is known of a result before its text is looked at. */
export interface ToolResult {
  readonly source: Source;
  readonly confidence: Confidence;
  /** The name of the tool on the wire. */
  readonly tool: string | null;
  readonly isError: boolean;
}

/**
 * Splits the text of a tool's result. Where the request has no messages of the role "system", the harness appends its
 * reminders to the last result; they are taken off from the end, those that begin as none that is known too. What a tool wrote
 * could look the same: all of them are `claimed`.
 */
export function splitResult(
  text: string,
  result: ToolResult,
  index: RequestIndex,
  context: RuleContext,
): readonly AttributedRun[] {
  const block = wholeReminder.exec(text)?.[1];
  // A reminder may also be a text of its own in the list of texts that a result is.
  if (block !== undefined && !index.hasSystemMessages && ruleAt(block, 0) !== null) {
    const runs = splitSections(block, context, 'anywhere');
    return runs.map((run, position) => ({ ...run, end: position === runs.length - 1 ? text.length : run.end + reminderOpener.length }));
  }
  const own = ownSource(text, result);
  if (text === '') return [{ end: 0, ...own }];
  const front = partialView.exec(text)?.[0].length ?? 0;
  const before: AttributedRun[] = front === 0 ? [] : [{ end: front, source: { kind: 'reminder', which: 'partial-view' }, confidence: 'claimed' }];
  let end = text.length;
  const fromTheEnd: (readonly AttributedRun[])[] = [];
  while (fromTheEnd.length < mostReminders && !index.hasSystemMessages && text.endsWith(reminderCloser, end)) {
    const start = text.lastIndexOf(mergedOpener, end - 1);
    if (start < front) break;
    const innerStart = start + mergedOpener.length;
    const inner = text.slice(innerStart, end - reminderCloser.length);
    const runs = splitSections(inner, context, 'anywhere').map((run, position, all) => ({
      ...run,
      end: position === all.length - 1 ? end : run.end + innerStart,
    }));
    fromTheEnd.push(runs);
    end = start;
  }
  const reminders = fromTheEnd.toReversed().flat();
  return end <= front ? [...before, ...reminders] : [...before, { end, ...own }, ...reminders];
}

/** Whose the text is apart from what was merged into it. */
function ownSource(text: string, result: ToolResult): Pick<AttributedRun, 'source' | 'confidence'> {
  const hook = result.isError ? hookAt(text) : null;
  // A hook that refuses names the tool; a server could write so of its own.
  if (hook !== null && (hook.matcher === null || hook.matcher === result.tool)) {
    return { source: hook.source, confidence: result.source.kind === 'mcp-result' ? 'claimed' : 'likely' };
  }
  const skill = result.tool === 'Skill' ? forkedSkill.exec(text)?.[1] : undefined;
  if (skill !== undefined) return { source: { kind: 'subagent-result', agent: skill }, confidence: 'certain' };
  return { source: result.source, confidence: result.confidence };
}
