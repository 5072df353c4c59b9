import { resultSource } from './result-source.ts';
import { authoredRule, openRule, paragraphRule, type RuleContext, type SectionRule } from './section-rule.ts';
import type { Source } from './source.ts';

/** Texts that remind the model of something, or tell it what happened meanwhile (CLI 2.1.197 and 2.1.330). */
export const reminderRules: readonly SectionRule[] = [
  authoredRule('task reminder', "The task tools haven't been used recently.", { kind: 'reminder', which: 'task-tools' }),
  authoredRule('todo reminder', "The TodoWrite tool hasn't been used recently.", { kind: 'reminder', which: 'todo-list' }),
  paragraphRule('silence reminder', "The user hasn't heard from you in a while.", { kind: 'reminder', which: 'silence' }),
  paragraphRule('partial view', '[Truncated: PARTIAL view', { kind: 'reminder', which: 'partial-view' }),
  paragraphRule('total tokens', '<total_tokens>', { kind: 'reminder', which: 'total-tokens' }),
  paragraphRule('token usage', 'Token usage: ', { kind: 'reminder', which: 'total-tokens' }, /Token usage: \d+\/\d+; /y),
  paragraphRule('budget', 'USD budget: $', { kind: 'reminder', which: 'budget' }),
  paragraphRule('output token usage', 'Output tokens — turn: ', { kind: 'reminder', which: 'total-tokens' }),
  paragraphRule('thread state', 'Thread state: the user last wrote ', { kind: 'reminder', which: 'thread-state' }),
  paragraphRule('output audience', "Only you see that command's output", { kind: 'reminder', which: 'output-audience' }),
  paragraphRule('unknown command', "The user's message starts with the slash command ", { kind: 'reminder', which: 'unknown-command' }),
  paragraphRule('agent mention', 'The user has expressed a desire to invoke the agent ', { kind: 'reminder', which: 'agent-mention' }),
  paragraphRule('skill mention', "The user's message contains /", { kind: 'reminder', which: 'skill-mention' }),
  paragraphRule('session name', 'The user named this session "', { kind: 'reminder', which: 'session-name' }),
  paragraphRule('ambient context', 'This is ambient context — do not narrate it', { kind: 'reminder', which: 'ambient' }),
  authoredRule('message of the coordinator', 'The coordinator sent a message while you were working:', { kind: 'agent-task' }),
  paragraphRule('keyword', 'The user included the keyword "', { kind: 'reminder', which: 'keyword' }),
  authoredRule('plugin note', 'Note from the ', { kind: 'reminder', which: 'plugin-note' }, /Note from the [^\n]{1,200} plugin, not from the user:/y),
  authoredRule('task notification', '[SYSTEM NOTIFICATION', notification),
  authoredRule('notification behind tools', '<tools-used-before-summary>', notification, /<tools-used-before-summary>[^<]{0,2000}<\/tools-used-before-summary>/y),
  authoredRule('bare task notification', '<task-notification>', notification),
  paragraphRule('task stopped', 'Task "', { kind: 'reminder', which: 'task-status' }, /Task "[^\n]{0,400}" \([a-z0-9]{1,40}\) was stopped/y),
  paragraphRule('task status', 'Task ', { kind: 'reminder', which: 'task-status' }, /Task [a-z0-9]{1,40} \(type: /y),
  openRule('shell runs on', 'Background shell ', { kind: 'reminder', which: 'task-status' }, /Background shell [a-z0-9]{1,40} \(/y),
  openRule('agent runs on', 'Background agent "', { kind: 'reminder', which: 'task-status' }),
  authoredRule('queued message', 'The user sent a new message while you were working:', { kind: 'user-input' }),
];

/**
 * A background agent or command that ended, told by the id of the call that started it. Where that call is in another thread, or
 * only woke the agent up again, what is told of it says what it was.
 */
function notification(section: string, context: RuleContext): Source {
  const id = /<tool-use-id>([^<\s]{1,100})<\/tool-use-id>/.exec(section)?.[1];
  const { source } = resultSource(context.index, id ?? null);
  const summary = /<summary>(Agent|Background command) "/.exec(section)?.[1];
  if (summary === 'Agent' || (summary === undefined && section.startsWith('<tools-used'))) {
    return source.kind === 'subagent-result' ? source : { kind: 'subagent-result' };
  }
  if (source.kind !== 'unknown') return source;
  return summary === undefined ? { kind: 'reminder', which: 'task-notification' } : { kind: 'builtin-result', tool: 'Bash' };
}
