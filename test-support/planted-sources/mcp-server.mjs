import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

// An MCP server on stdio that says what a file tells it to: `instructions`, `tools` with their `content`, `prompts`, `resources`.
// usage: node mcp-server.mjs FILE

const served = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

const answers = {
  initialize: (asked) => ({
    protocolVersion: asked.protocolVersion,
    capabilities: { tools: {}, prompts: {}, resources: {} },
    serverInfo: { name: 'planted', version: '1.0.0' },
    instructions: served.instructions,
  }),
  ping: () => ({}),
  'tools/list': () => ({
    tools: served.tools.map(({ name, description }) => ({ name, description, inputSchema: { type: 'object', properties: { of: { type: 'string' } } } })),
  }),
  'tools/call': (asked) => {
    const { content, isError } = named(served.tools, asked.name);
    return { content, isError: isError === true };
  },
  'prompts/list': () => ({ prompts: served.prompts.map(({ name }) => ({ name, description: 'A prompt', arguments: [] })) }),
  'prompts/get': (asked) => ({ messages: [{ role: 'user', content: { type: 'text', text: named(served.prompts, asked.name).text } }] }),
  'resources/list': () => ({ resources: served.resources.map(({ uri }) => ({ uri, name: uri, mimeType: 'text/plain' })) }),
  'resources/read': (asked) => ({ contents: [{ ...served.resources.find(({ uri }) => uri === asked.uri), mimeType: 'text/plain' }] }),
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  // A notification wants no answer.
  if (id === undefined) return;
  const answer = answers[method];
  const outcome = answer === undefined ? { error: { code: -32_601, message: `no ${method}` } } : { result: answer(params) };
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...outcome })}\n`);
});

function named(list, name) {
  return list.find((one) => one.name === name);
}
