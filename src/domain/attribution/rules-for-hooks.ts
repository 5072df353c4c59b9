import type { SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

const output =
  /([A-Z][a-z]+(?:[A-Z][a-z]+){0,5})(?::(\S{1,200}))? hook (?:success|additional context|blocking error|error|stopped|warning|feedback)[^\n:]{0,40}:/y;

/**
 * What hooks said: `Event:matcher hook success: …`, in whatever place it stands. Told by its shape, not by a list of events: each
 * version of the CLI adds some (its hooks reference; 2.1.330 knows 33).
 */
export const hookRules: readonly SectionRule[] = [
  { name: 'hook output', opener: '', confirm: output, extent: 'open', isAuthored: true, source: hookSource },
];

function hookSource(section: string): Source {
  output.lastIndex = 0;
  const [, event, matcher] = output.exec(section) ?? [];
  if (event === undefined) return { kind: 'hook' };
  // Only the tool events are matched on a tool; SessionStart is matched on how the session began.
  return matcher !== undefined && /Tool|Permission/.test(event) ? { kind: 'hook', event, tool: matcher } : { kind: 'hook', event };
}
