import type { Expectations } from './expectations.ts';
import type { Confidence } from './segment.ts';
import type { Source } from './source.ts';

/** One row of the table of texts that stand in the user's role without any wrapping. */
interface UserTextRule {
  readonly name: string;
  readonly matches: RegExp;
  readonly source: (found: RegExpExecArray, expected: Expectations) => Source;
  /** What the text makes one expect of those behind it. */
  readonly announces?: (found: RegExpExecArray, expected: Expectations) => void;
  readonly confidence: Confidence;
}

/** Texts of a block of its own that the harness writes in the user's role, without any wrapping: users can type them too. */
export const userTextRules: readonly UserTextRule[] = [
  {
    name: 'typed command',
    matches: /^<command-message>[^<]{0,200}<\/command-message>\n<command-name>\/?([^<\n]{1,200})<\/command-name>/,
    source: (found) => ({ kind: 'slash-command', name: found[1] ?? '' }),
    announces: (found, expected) => {
      expected.typedCommand = found[1] ?? '';
      expected.hasCommand = true;
    },
    confidence: 'likely',
  },
  {
    name: 'local command',
    matches: /^<command-name>\/?([^<\n]{1,200})<\/command-name>/,
    source: (found) => ({ kind: 'slash-command', name: found[1] ?? '' }),
    announces: (found, expected) => {
      expected.localCommand = found[1] ?? '';
    },
    confidence: 'likely',
  },
  {
    name: 'local command output',
    matches: /^<local-command-(?:stdout|stderr|caveat)>/,
    source: (_found, { localCommand }) => ({ kind: 'slash-command', name: localCommand ?? 'local command' }),
    announces: (_found, expected) => {
      expected.localCommand ??= 'local command';
    },
    confidence: 'likely',
  },
  simple('bash mode', /^<bash-(?:input|stdout|stderr)>/, { kind: 'user-input' }, 'likely'),
  simple('stop hook', /^Stop hook feedback:\n/, { kind: 'hook', event: 'Stop' }, 'claimed'),
  simple('compaction request', /^CRITICAL: Respond with TEXT ONLY\./, { kind: 'reminder', which: 'compaction' }, 'claimed'),
  simple(
    'compaction summary',
    /^This session is being continued from a previous conversation that ran out of context\./,
    { kind: 'compaction-summary' },
    'likely',
  ),
  simple('resume after a cut', /^Your response above was (?:cut off mid-stream|stopped by a safety classifier)/, { kind: 'reminder', which: 'resume' }, 'claimed'),
  simple('resume after the limit', /^Output token limit hit\./, { kind: 'reminder', which: 'resume' }, 'claimed'),
  simple('fetched page', /^\nWeb page content:\n---/, { kind: 'builtin-result', tool: 'WebFetch' }, 'claimed'),
  simple('fetched page, marked', /^\s*<fetched-web-content\b/, { kind: 'builtin-result', tool: 'WebFetch' }, 'claimed'),
  simple('web search', /^Perform a web search for the query: /, { kind: 'builtin-result', tool: 'WebSearch' }, 'claimed'),
  simple('fork', /^<fork-boilerplate>/, { kind: 'agent-task', agent: 'fork' }, 'claimed'),
  simple('continue', /^Continue from where you left off\.$/, { kind: 'reminder', which: 'resume' }, 'claimed'),
  simple('message of the coordinator', /^The coordinator sent a message while you were working:\n/, { kind: 'agent-task' }, 'claimed'),
  simple('task notification', /^<task-notification>/, { kind: 'reminder', which: 'task-notification' }, 'claimed'),
  simple('interruption', /^\[Request interrupted by user/, { kind: 'reminder', which: 'interrupted' }, 'claimed'),
];

function simple(name: string, matches: RegExp, source: Source, confidence: Confidence): UserTextRule {
  return { name, matches, source: () => source, confidence };
}
