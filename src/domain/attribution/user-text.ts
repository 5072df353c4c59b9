import { sideQuestionOpener } from '../anthropic/auxiliary-openers.ts';
import type { Expectations } from './expectations.ts';
import { launchedSkill } from './launched-skill.ts';
import type { RequestIndex } from './request-index.ts';
import { reminderCloser, reminderOpener } from './reminder-tags.ts';
import { splitSafetyCheck } from './safety-check.ts';
import { ruleAt, splitSections, type AttributedRun, type TextPlace } from './sections.ts';
import type { RuleContext } from './section-rule.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';
import { userTextRules } from './user-text-rules.ts';

/** The sources of a text block in the user's role: structure first, then markers, then elimination. */
export function splitUserText(
  text: string,
  expected: Expectations,
  index: RequestIndex,
  context: RuleContext,
): readonly AttributedRun[] {
  if (index.isSafetyCheck) return splitSafetyCheck(text);
  const reminder = reminderContents(text);
  if (reminder !== null) return splitReminder(text, reminder, expected, context);
  if (text.startsWith(sideQuestionOpener)) return splitSideQuestion(text);
  const { source, confidence } = sourceOfText(text, expected, index);
  return [{ end: text.length, source, confidence }];
}

/** What is asked beside a conversation: the question may stand behind what the harness says of it. */
function splitSideQuestion(text: string): readonly AttributedRun[] {
  const close = text.indexOf(`${closer}\n\n`);
  const reminder: Source = { kind: 'reminder', which: 'side-question' };
  const end = close === -1 ? text.length : close + closer.length + 2;
  return [
    { end, source: reminder, confidence: 'likely' },
    ...(end === text.length ? [] : [{ end: text.length, source: { kind: 'user-input' }, confidence: 'likely' } as const]),
  ];
}

interface Attributed {
  readonly source: Source;
  readonly confidence: Confidence;
}

function sourceOfText(text: string, expected: Expectations, index: RequestIndex): Attributed {
  if (text.startsWith('[Image: source: ')) {
    const image = expected.images.shift();
    if (image !== undefined) return { source: image, confidence: 'likely' };
  }
  if (expected.isAfterToolSearch && text.trimEnd() === 'Tool loaded.') {
    return { source: { kind: 'builtin-result', tool: 'ToolSearch' }, confidence: 'likely' };
  }
  if (expected.mcpPrompt !== null && !text.startsWith('[Request interrupted by user')) {
    return { source: expected.mcpPrompt, confidence: 'likely' };
  }
  const launched = launchedSkill(text, expected, index);
  if (launched !== null) return launched;
  const ran = outputOfLocalCommand(text, expected);
  if (ran !== null) return ran;
  for (const rule of userTextRules) {
    const found = rule.matches.exec(text);
    if (found === null) continue;
    // Where the prompt stands, the user may have typed the whole of it; and a body of a command may look like another.
    const isDoubtful = expected.isTypedPrompt || (rule.name === 'typed command' && (expected.hasCommand || expected.isTypedTurn));
    const source = rule.source(found, expected);
    rule.announces?.(found, expected);
    return { source, confidence: isDoubtful ? 'claimed' : rule.confidence };
  }
  if (expected.isAgentTask) return { source: { kind: 'agent-task', ...agentOf(index) }, confidence: 'likely' };
  if (index.isAuxiliary) return { source: { kind: 'unknown-harness' }, confidence: 'likely' };
  // Nobody types into a subagent: what comes later is of who asked it first.
  const isAsked = index.isSubagent && !index.isFork;
  return { source: isAsked ? { kind: 'agent-task', ...agentOf(index) } : { kind: 'user-input' }, confidence: 'likely' };
}

/** The report of `/context`, and the line of a command that ran elsewhere, come without a wrapping. */
function outputOfLocalCommand(text: string, { localCommand }: Expectations): Attributed | null {
  if (localCommand === null) return null;
  if (localCommand === 'context' && text.startsWith('## Context Usage\n')) return { source: { kind: 'slash-command', name: 'context' }, confidence: 'likely' };
  const typed = /^\/([\w:-]{1,200})\s*$/.exec(text)?.[1];
  return typed === undefined ? null : { source: { kind: 'slash-command', name: typed }, confidence: 'claimed' };
}

function agentOf(index: RequestIndex): { agent?: string } {
  return index.agentType === null || index.agentType === 'custom' ? {} : { agent: index.agentType };
}

const closer = reminderCloser.trim();

/** The range inside a text that is one reminder from its border to its border; null for other texts. */
function reminderContents(text: string): { start: number; end: number } | null {
  if (!text.startsWith(reminderOpener)) return null;
  const trimmed = text.trimEnd();
  if (!trimmed.endsWith(closer)) return null;
  // A closing tag inside is contents: files are not escaped, and only the block's border can be trusted.
  const end = trimmed.length - closer.length;
  return { start: reminderOpener.length, end: end > reminderOpener.length && text.charAt(end - 1) === '\n' ? end - 1 : end };
}

function splitReminder(
  text: string,
  inner: { start: number; end: number },
  expected: Expectations,
  context: RuleContext,
): readonly AttributedRun[] {
  const contents = text.slice(inner.start, inner.end);
  const resource = resourceOf(contents, expected);
  if (resource !== null) return [{ end: text.length, source: resource, confidence: 'likely' }];
  // What stands once is in a message of the harness's own where there are such.
  const isMisplaced = context.index.hasSystemMessages && ruleAt(contents, 0)?.isDue !== undefined;
  // The body of a command or a prompt may be one reminder as a whole.
  const isBodyDue = expected.mcpPrompt !== null || expected.typedCommand !== null || expected.launchedSkills.length > 0;
  const isDoubtful = expected.isTypedPrompt || expected.sawInput || isBodyDue || isMisplaced;
  const place: TextPlace = isDoubtful ? 'anywhere' : 'reminder';
  const runs = splitSections(contents, context, place);
  const only = runs[0];
  if (only === undefined) return [{ end: text.length, source: { kind: 'unknown-harness' }, confidence: 'likely' }];
  if (runs.length === 1 && only.source.kind === 'mcp-resource' && contents.trimEnd() === resourceOpener) {
    expected.resource = only.source;
    expected.isResourceTold = false;
  }
  return runs.map((run, position) => ({ ...run, end: position === runs.length - 1 ? text.length : run.end + inner.start }));
}

const resourceOpener = 'Full contents of resource:';

/** A resource may come as three reminders: what it is, its text, whatever that begins with, and what not to do with it. */
function resourceOf(contents: string, expected: Expectations): Source | null {
  const { resource } = expected;
  if (resource === null) return null;
  const isEnd = contents.startsWith('Do NOT read this resource again');
  if (expected.isResourceTold && !isEnd) expected.resource = null;
  const isOfResource = isEnd || !expected.isResourceTold;
  expected.isResourceTold = true;
  if (isEnd) expected.resource = null;
  return isOfResource ? resource : null;
}
