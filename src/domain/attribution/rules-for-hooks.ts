import type { SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** The hook events of Claude Code (its hooks reference); a line of hook output begins with one. */
const hookEvents = [
  'SessionStart',
  'SessionEnd',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUseFailure',
  'PostToolUse',
  'PermissionRequest',
  'Notification',
  'SubagentStart',
  'SubagentStop',
  'Stop',
  'PreCompact',
  'PostCompact',
  'Setup',
  'InstructionsLoaded',
  'TaskCompleted',
  'TeammateIdle',
] as const;

const outcome = /\w+(?::([^\s:]{1,200}))? hook (?:success|additional context|blocking error|error|stopped|warning|feedback)/y;

/** What hooks said: `Event:matcher hook success: …`, in whatever place it stands. */
export const hookRules: readonly SectionRule[] = hookEvents.map((event) => ({
  name: `hook ${event}`,
  opener: event,
  confirm: new RegExp(`${event}(?![A-Za-z])(?::[^\\s:]{1,200})? (?:hook (?:success|additional context|blocking error|error|stopped|warning)|hook feedback:)`, 'y'),
  extent: 'open',
  isAuthored: true,
  source: (section) => hookSource(event, section),
}));

function hookSource(event: string, section: string): Source {
  outcome.lastIndex = 0;
  const matcher = outcome.exec(section)?.[1];
  // Only the tool events are matched on a tool; SessionStart is matched on how the session began.
  return matcher !== undefined && /ToolUse|Permission/.test(event) ? { kind: 'hook', event, tool: matcher } : { kind: 'hook', event };
}
