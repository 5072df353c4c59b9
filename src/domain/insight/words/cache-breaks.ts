import type { SourceKind } from '../../attribution/source.ts';
import { kindLabel } from '../../attribution/source-label.ts';
import { named, pathNamed } from './names.ts';

interface BreakWords {
  readonly title: string;
  /** What happened, and what can be done. */
  readonly advice: readonly string[];
}

const paidAgain = 'What had been cached was paid for again.';

const byCause: Readonly<Record<string, BreakWords>> = {
  model: {
    title: 'Switching the model lost the cache',
    advice: [`Each model has a cache of its own. ${paidAgain}`, 'Switch before a conversation begins, or hand the other model a subagent of its own.'],
  },
  expired: {
    title: 'The cache expired during pauses',
    advice: [`Nothing was sent for longer than the cache lives: five minutes, or an hour where Claude Code asks for that. ${paidAgain}`, 'After a long pause it is cheaper to begin anew (/clear), or to /compact before you go, than to go on with a long conversation.'],
  },
  parameters: {
    title: 'Changed settings lost the cache',
    advice: [`Thinking, effort or another parameter that the cache tells apart was changed within a conversation. ${paidAgain}`, 'Set it before a conversation begins, and leave it.'],
  },
  lookback: {
    title: 'Too many blocks at once lost the cache',
    advice: [`So many messages or results came between two requests that the API did not look back far enough. ${paidAgain}`, 'Fewer results of tools at a time keep within its reach.'],
  },
  changed: {
    title: 'A changed prompt lost the cache',
    advice: [`Something at the beginning of the prompt was not as before, and all that follows it had to be cached anew. ${paidAgain}`, 'The requests say what it was.'],
  },
  'not-asked': {
    title: 'Claude Code did not ask for the cache',
    advice: [`The requests marked no part that had been cached. ${paidAgain}`, 'That is up to Claude Code; there is nothing to set.'],
  },
};

/** What a miss of this cause is called, and what can be done about it. */
export function breakWords(cause: string): BreakWords {
  const known = Object.hasOwn(byCause, cause) ? byCause[cause] : undefined;
  return known ?? { title: 'The cache was not read, and nothing tells why', advice: [`The requests were as before. ${paidAgain}`, 'The API may have dropped it early. There is nothing to set.'] };
}

/** The same of a change, by what changed. */
export function changeWords(kind: SourceKind, name: string | null): BreakWords {
  const { subject, advice } = changed(kind, name);
  return { title: `${subject} changed and lost the cache`, advice: [`All that stands behind it in the prompt had to be cached anew. ${paidAgain}`, advice] };
}

function changed(kind: SourceKind, name: string | null): { readonly subject: string; readonly advice: string } {
  switch (kind) {
    case 'mcp-tool-definition':
    case 'mcp-instructions':
      return {
        subject: name === null ? 'The tools of an MCP server' : `The tools of the MCP server ${named(name)}`,
        advice: 'A server that connects late, or comes and goes, changes the list of tools. Connect it before the first prompt, or remove it.',
      };
    case 'tool-definition':
      return { subject: 'The list of tools', advice: 'Settings, plugins and modes that add or take away tools within a conversation do that. Change them between conversations.' };
    case 'system-prompt':
      return { subject: 'The system prompt', advice: 'Claude Code writes it; an output style, a mode or an update may change it within a conversation. Change them between conversations.' };
    case 'memory-file':
      return { subject: name === null ? 'A memory file' : pathNamed(name), advice: 'A memory file that is edited within a conversation does that. Edit it between conversations.' };
    case 'skill-listing':
    case 'agent-listing':
      return { subject: kind === 'skill-listing' ? 'The list of skills' : 'The list of agents', advice: 'Skills, agents and plugins that are added or edited within a conversation do that. Change them between conversations.' };
    case 'environment':
      return { subject: 'What the prompt says of the environment', advice: 'It tells the date and the state of the repository. There is little to do but to begin anew after midnight.' };
    default:
      return { subject: name === null ? `The ${kindLabel(kind)}` : `The ${kindLabel(kind)} ${named(name)}`, advice: 'The requests say what was different.' };
  }
}
