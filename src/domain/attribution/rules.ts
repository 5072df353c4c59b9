import type { RequestIndex } from './request-index.ts';
import { resultSource } from './result-source.ts';
import { hookRules } from './rules-for-hooks.ts';
import { listingRules } from './rules-for-listings.ts';
import { mcpRules } from './rules-for-mcp.ts';
import { memoryRules } from './rules-for-memory.ts';
import type { RuleContext, SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Rises with every change of a rule, so that stored exchanges can be attributed again. */
export const ruleVersion = 1;

/**
 * Every section the harness is known to write, read off CLI 2.1.197 and 2.1.330. One table for all places and dialects:
 * messages of the role "system" (several sections in one text), `<system-reminder>` blocks, and reminders that were
 * merged into a tool result.
 */
export const sectionRules: readonly SectionRule[] = [
  ...listingRules,
  ...mcpRules,
  ...memoryRules,
  ...hookRules,
  { ...fixed('environment', '# Environment\nYou have been invoked', { kind: 'environment', part: 'cwd' }), isDue: saysWhereInMessages },
  { ...fixed('model', 'You are powered by the model named ', { kind: 'environment', part: 'model' }), isDue: saysWhereInMessages },
  { ...fixed('date', "Today's date is ", { kind: 'environment', part: 'date' }), isDue: saysWhereInMessages },
  fixed('date change', "The date has changed. Today's date is now ", { kind: 'environment', part: 'date' }),
  open('attribution', 'Attribution for git commits and pull requests you create', { kind: 'environment', part: 'attribution' }),
  open('file mention', 'Called the ', (section, context) => fileMention(section, context), /Called the \w+ tool with the following input: /y),
  open('file mention result', 'Result of calling the ', mentionResult, /Result of calling the \w+ tool:/y),
  open('plan mode', 'Plan mode is active.', { kind: 'mode', name: 'plan' }),
  open('plan mode left', '## Exited Plan Mode', { kind: 'mode', name: 'plan' }),
  open('auto mode', 'While auto mode is active:', { kind: 'mode', name: 'auto' }),
  open('auto mode entered', '## Auto Mode Active', { kind: 'mode', name: 'auto' }),
  open('auto mode left', '## Exited Auto Mode', { kind: 'mode', name: 'auto' }),
  {
    name: 'output style',
    opener: '# Output Style: ',
    extent: 'open',
    isAuthored: true,
    source: (section) => ({ kind: 'output-style', name: firstLine(section).slice('# Output Style: '.length) }),
  },
  fixed('task reminder', "The task tools haven't been used recently.", { kind: 'reminder', which: 'task-tools' }),
  fixed('silence reminder', "The user hasn't heard from you in a while.", { kind: 'reminder', which: 'silence' }),
  fixed('partial view', '[Truncated: PARTIAL view', { kind: 'reminder', which: 'partial-view' }),
  fixed('total tokens', '<total_tokens>', { kind: 'reminder', which: 'total-tokens' }),
  open('task notification', '[SYSTEM NOTIFICATION', notification),
  open('earlier skills', 'The following skills were invoked EARLIER in this session', { kind: 'skill-body' }),
];

/** The output style's reminder begins with the style's own name, so it has no literal opener. */
export const outputStyleReminder = /([^\n]{1,80}) output style is active\. Remember to follow/y;

/** CLI 2.1.197 and older say directory, model and date elsewhere: in the system prompt, and with the memory files. */
function saysWhereInMessages({ isNewerThan197 }: RequestIndex): boolean | null {
  return isNewerThan197;
}

function fixed(name: string, opener: string, source: Source): SectionRule {
  return { name, opener, extent: 'paragraph', isAuthored: false, source: () => source };
}

function open(
  name: string,
  opener: string,
  source: Source | ((section: string, context: RuleContext) => Source),
  confirm?: RegExp,
): SectionRule {
  return {
    name,
    opener,
    extent: 'open',
    isAuthored: typeof source === 'function',
    source: typeof source === 'function' ? source : () => source,
    ...(confirm === undefined ? {} : { confirm }),
  };
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** `Called the Read tool with the following input: {json}`; a directory is shown by `ls` in Bash. */
function fileMention(section: string, context: RuleContext): Source {
  const line = firstLine(section);
  const path = /"file_path":"((?:[^"\\]|\\.)+)"/.exec(line)?.[1] ?? /"command":"ls ((?:[^"\\]|\\.)+?)"/.exec(line)?.[1];
  context.lastMentionedPath = path === undefined ? null : unescaped(path);
  return mentionResult(section, context);
}

function mentionResult(_section: string, context: RuleContext): Source {
  return context.lastMentionedPath === null
    ? { kind: 'file-mention' }
    : { kind: 'file-mention', path: context.lastMentionedPath };
}

function unescaped(jsonContents: string): string {
  try {
    const value: unknown = JSON.parse(`"${jsonContents}"`);
    return typeof value === 'string' ? value : jsonContents;
  } catch {
    return jsonContents;
  }
}

/** A background agent or command that ended, told by the id of the call that started it. */
function notification(section: string, context: RuleContext): Source {
  const id = /<tool-use-id>([^<\s]{1,100})<\/tool-use-id>/.exec(section)?.[1];
  const { source } = resultSource(context.index, id ?? null);
  return source.kind === 'unknown' ? { kind: 'reminder', which: 'task-notification' } : source;
}
