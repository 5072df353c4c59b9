import type { RequestToStore } from './stored-traffic.ts';
import { assistant, call, result, user } from './recorded-request.ts';

const servers = ['depot', 'ledger', 'harbour', 'survey'] as const;
const toolsOfServer = 30;
/** A call with its result is some 2 kB. */
const resultText = 'The crane lifts one crate after the other, and the clerk writes each number down.\n'.repeat(18);

/** A conversation so long that each of its requests has about so many bytes: many tools of several servers, and calls of them with their results. */
export function longConversation(ids: readonly string[], startedAtUs: number, bytes: number): readonly RequestToStore[] {
  const tools = servers.flatMap((server) => Array.from({ length: toolsOfServer }, (_, index) => toolOf(server, index)));
  const steps = Math.ceil(bytes / (resultText.length + 500));
  const messages = [user('Count what lies in the depot.'), ...Array.from({ length: steps + ids.length }, (_, step) => stepOf(step)).flat()];
  return ids.map((id, index) => ({
    id,
    at: startedAtUs + index * 20_000_000,
    headers: { 'x-claude-code-request-class': 'main' },
    system: ["You are Claude Code, Anthropic's official CLI for Claude.", 'Answer about this repository and nothing else.'],
    messages: messages.slice(0, 1 + 2 * (steps + index)),
    fields: { tools },
    answer: [{ type: 'text', text: `Counted ${steps + index} crates so far.` }],
    usage: { input_tokens: 900, cache_read_input_tokens: 210_000 + index * 600, cache_creation_input_tokens: 640, output_tokens: 40 },
  }));
}

function stepOf(step: number): readonly unknown[] {
  const id = `toolu_${step}`;
  return [
    assistant(`Crate ${step} is next.`, call(id, `mcp__${servers[step % servers.length] ?? ''}__tool_${step % toolsOfServer}`, { crate: step })),
    result(id, `Crate ${step}. ${resultText}`),
  ];
}

function toolOf(server: string, index: number): object {
  return {
    name: `mcp__${server}__tool_${index}`,
    description: `Does the ${index + 1}. of the things that ${server} can do with a crate. `.repeat(8),
    input_schema: { type: 'object', properties: { crate: { type: 'number', description: 'Which crate.' } }, required: ['crate'] },
  };
}
