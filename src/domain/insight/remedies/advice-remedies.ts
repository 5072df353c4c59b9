import { fieldOfKey } from '../../attribution/source-key.ts';
import type { FindingSubject } from '../finding.ts';
import type { Remedy } from './remedy.ts';

/** Results that are carried along: nothing of the settings takes them out; the way of working does. */
export function carriedRemedies({ key, kind }: FindingSubject): readonly Remedy[] {
  const tool = fieldOfKey(key, 'tool');
  const limit = kind === 'mcp-result' ? mcpLimit : tool === 'Bash' ? bashLimit : tool === 'Read' ? readLimit : null;
  return [
    advice('clear', 'Begin a new conversation (/clear) when a task is done, and have a long one summed up (/compact) before the next part: results go along in every request until then.'),
    advice('subagent', 'Have a subagent do what reads much and answers little: its results stay in its own conversation, and only its report comes back.'),
    ...(limit === null ? [] : [advice('limit', limit)]),
  ];
}

const mcpLimit = 'Ask the server for less where it can (a page, a filter, fewer fields). The variable MAX_MCP_OUTPUT_TOKENS limits what Claude Code takes of one result.';
const bashLimit = 'Have commands print less (head, grep, --quiet). The variable BASH_MAX_OUTPUT_LENGTH limits what Claude Code takes of one.';
const readLimit = 'Ask for a part of a long file (an offset and a limit), or for what a search finds in it.';

export const readAgainRemedies: readonly Remedy[] = [
  advice('once', 'Name the part that matters in the prompt, so that a part is read and not the whole file again and again.'),
  advice('memory', 'What is looked up in every conversation is shorter as a few lines of CLAUDE.md: where things are, and what they are called.'),
  advice('clear', 'After a compaction files are read again. /clear between tasks keeps conversations short enough to go without one.'),
];

export const fullWindowRemedies: readonly Remedy[] = [
  advice('clear', 'Begin a new conversation for each task (/clear). What a task needs of another fits into a few sentences.'),
  advice('compact', 'Have the conversation summed up at a good moment (/compact, and what to keep), before Claude Code does it in the middle of something.'),
  advice('subagent', 'Leave searching and reading to subagents, which have a window of their own.'),
];

export const unknownHarnessRemedies: readonly Remedy[] = [
  advice('update', 'Claude Code writes this, and there is nothing to set. A newer Whence may know it: look whether there is one.'),
];

const byCause: Readonly<Record<string, string>> = {
  model: 'Choose the model before a conversation begins: each model has a cache of its own. A subagent with another model leaves the cache alone.',
  expired: 'Before a long pause, finish the task or have it summed up (/compact); after one, begin anew (/clear) rather than send a long conversation again.',
  parameters: 'Set thinking and effort before a conversation begins, and leave them.',
  lookback: 'Ask for fewer things at a time: the API looks back over so many blocks and no further.',
  changed: 'Change settings, servers, skills and memory files between conversations: what changes at the beginning of a prompt has all that follows cached anew.',
};

/** What keeps the cache, by what broke it. */
export function cacheRemedies({ key, name }: FindingSubject): readonly Remedy[] {
  const cause = key.startsWith('changed/') ? 'changed' : (name ?? key);
  const known = Object.hasOwn(byCause, cause) ? byCause[cause] : undefined;
  return [advice(cause === 'changed' ? 'changed' : 'cause', known ?? 'There is nothing to set: the requests do not say why. Where it goes on, a newer Claude Code may do better.')];
}

function advice(id: string, does: string): Remedy {
  return { id: `advice/${id}`, does, loses: null, onlyIn: null, action: { kind: 'advice' } };
}
