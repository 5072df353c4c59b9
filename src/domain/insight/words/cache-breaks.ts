import type { SourceKind } from '../../attribution/source.ts';
import { kindLabel } from '../../attribution/source-label.ts';
import { named, pathNamed } from './names.ts';

interface BreakWords {
  readonly title: string;
  readonly explanation: readonly string[];
}

const paidAgain = 'What had been cached was paid for again.';
const behind = 'All that stands behind it in the prompt had to be cached anew.';

const byCause: Readonly<Record<string, BreakWords>> = {
  model: {
    title: 'Switching the model lost the cache',
    explanation: [`The model was switched within a conversation, and each model has a cache of its own. ${paidAgain}`],
  },
  expired: {
    title: 'The cache expired during pauses',
    explanation: [`Nothing was sent for longer than the cache lives: five minutes, or an hour where Claude Code asks for that. ${paidAgain}`, 'The longer the conversation, the dearer it is to go on with it after a pause.'],
  },
  parameters: {
    title: 'Changed settings lost the cache',
    explanation: [`Thinking, effort or another parameter that the cache tells apart was changed within a conversation. ${paidAgain}`],
  },
  lookback: {
    title: 'Too many blocks at once lost the cache',
    explanation: [`So many messages or results came between two requests that the API did not look back far enough. ${paidAgain}`],
  },
  changed: {
    title: 'A changed prompt lost the cache',
    explanation: [`Something at the beginning of the prompt was not as before. ${behind} The requests say what it was.`],
  },
  'not-asked': {
    title: 'Claude Code did not ask for the cache',
    explanation: [`The requests marked no part that had been cached. ${paidAgain} That is up to Claude Code.`],
  },
};

/** What a miss of this cause is called, and what happened. What can be done about it, its remedies say. */
export function breakWords(cause: string): BreakWords {
  const known = Object.hasOwn(byCause, cause) ? byCause[cause] : undefined;
  return known ?? { title: 'The cache was not read, and nothing tells why', explanation: [`The requests were as before. ${paidAgain} The API may have dropped it early.`] };
}

/** The same of a change, by what changed. */
export function changeWords(kind: SourceKind, name: string | null): BreakWords {
  const { subject, why } = changed(kind, name);
  return { title: `${subject} changed and lost the cache`, explanation: [behind, why] };
}

function changed(kind: SourceKind, name: string | null): { readonly subject: string; readonly why: string } {
  switch (kind) {
    case 'mcp-tool-definition':
    case 'mcp-instructions':
      return {
        subject: name === null ? 'The tools of an MCP server' : `The tools of the MCP server ${named(name)}`,
        why: 'A server that connects late, or comes and goes, changes the list of tools within a conversation.',
      };
    case 'tool-definition':
      return { subject: 'The list of tools', why: 'Settings, plugins and modes add tools or take them away, also within a conversation.' };
    case 'system-prompt':
      return { subject: 'The system prompt', why: 'Claude Code writes it; an output style, a mode or an update may change it within a conversation.' };
    case 'memory-file':
      return { subject: name === null ? 'A memory file' : pathNamed(name), why: 'It was edited within a conversation.' };
    case 'skill-listing':
    case 'agent-listing':
      return { subject: kind === 'skill-listing' ? 'The list of skills' : 'The list of agents', why: 'What is added or edited within a conversation changes the list.' };
    case 'environment':
      return { subject: 'What the prompt says of the environment', why: 'It tells the date and the state of the repository, which change by themselves.' };
    default:
      return { subject: name === null ? `The ${kindLabel(kind)}` : `The ${kindLabel(kind)} ${named(name)}`, why: 'The requests say what was different.' };
  }
}
