import type { RequestIndex } from './request-index.ts';
import { ruleAt, splitSections, type AttributedRun } from './sections.ts';
import type { RuleContext } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

const reminderOpener = '\n\n<system-reminder>\n';
const reminderCloser = '\n</system-reminder>';

/** The answer of a skill that ran in a fork, after a list of the tools it used where there is one. */
const forkedSkill =
  /^(?:<tools-used-before-summary>[^<]*<\/tools-used-before-summary>\n)?Skill "([^"\n]{1,200})" completed \(forked execution\)/;

/**
 * Splits the text of a tool's result. Where the request has no messages of the role "system", the harness appends its
 * reminders to the last result; they are taken off from the end, and only while they begin as a known one does. What
 * a tool wrote could look the same: such parts are `claimed`.
 */
export function splitResult(
  text: string,
  result: { source: Source; confidence: Confidence },
  isError: boolean,
  index: RequestIndex,
  context: RuleContext,
): readonly AttributedRun[] {
  if (isError && /^(?:Pre|Post)ToolUse:\S{1,200} hook error: /.test(text)) {
    return splitSections(text, context, 'anywhere').map((run) => ({ ...run, confidence: 'likely' }));
  }
  const skill = forkedSkill.exec(text)?.[1];
  if (skill !== undefined && result.source.kind === 'builtin-result' && result.source.tool === 'Skill') {
    return [{ end: text.length, source: { kind: 'subagent-result', agent: skill }, confidence: 'certain' }];
  }
  let end = text.length;
  const reminders: AttributedRun[] = [];
  while (!index.hasSystemMessages && text.endsWith(reminderCloser, end)) {
    const start = text.lastIndexOf(reminderOpener, end - 1);
    if (start === -1) break;
    const innerStart = start + reminderOpener.length;
    if (ruleAt(text, innerStart) === null) break;
    const inner = text.slice(innerStart, end - reminderCloser.length);
    const runs = splitSections(inner, context, 'anywhere').map((run, position, all) => ({
      ...run,
      end: position === all.length - 1 ? end : run.end + innerStart,
    }));
    reminders.unshift(...runs);
    end = start;
  }
  return end === 0 ? reminders : [{ end, ...result }, ...reminders];
}
