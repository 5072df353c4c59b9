import type { SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Events are `PreToolUse`; those of the functions that plugins hook in, `tool.call`. */
const output =
  /([A-Z][a-z]+(?:[A-Z][a-z]+){0,5}|[a-z]+(?:\.[a-z]+){1,3})(?::(\S{1,200}))? hook (?:success|additional context|blocking error|error|stopped|warning|feedback)[^\n:]{0,40}:/y;

/**
 * What hooks said: `Event:matcher hook success: …`, in whatever place it stands. Told by its shape, not by a list of events: each
 * version of the CLI adds some (its hooks reference; 2.1.330 knows 33).
 */
export const hookRules: readonly SectionRule[] = [
  { name: 'hook output', opener: '', confirm: output, extent: 'open', isAuthored: true, isEscaped: true, source: hookSource },
];

const nestedFile = /^tool\.call hook additional context: Contents of ([^\n]{1,1000}?):\n\n/;

/** The hook whose output a text begins with, and the tool that it was for; null for other texts. */
export function hookAt(text: string): { readonly source: Source; readonly matcher: string | null } | null {
  output.lastIndex = 0;
  const found = output.exec(text);
  return found === null ? null : { source: hookSource(text), matcher: found[2] ?? null };
}

function hookSource(section: string): Source {
  output.lastIndex = 0;
  const [, event, matcher] = output.exec(section) ?? [];
  if (event === undefined) return { kind: 'hook' };
  // A hook of the harness's own tells of AGENTS.md files in directories that a tool went into.
  const file = event === 'tool.call' ? nestedFile.exec(section)?.[1] : undefined;
  if (file !== undefined) return { kind: 'memory-file', path: file, scope: 'nested' };
  // Only the tool events are matched on a tool; SessionStart is matched on how the session began.
  return matcher !== undefined && /Tool|Permission/.test(event) ? { kind: 'hook', event, tool: matcher } : { kind: 'hook', event };
}
