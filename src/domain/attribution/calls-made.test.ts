import { describe, expect, it } from 'vitest';
import { readResponse } from '../anthropic/stream.ts';
import { callsMade } from './calls-made.ts';
import type { Source } from './source.ts';

const sources: readonly Source[] = [
  { kind: 'tool-definition', tool: 'Read' },
  { kind: 'tool-definition', tool: 'Skill' },
  { kind: 'tool-definition', tool: 'Agent' },
  { kind: 'mcp-tool-definition', server: 'the depot', tool: 'look_up' },
  { kind: 'mcp-tool-definition', server: 'else', tool: 'look_up' },
  { kind: 'skill-listing' },
  { kind: 'skill-listing', name: 'release-notes' },
  { kind: 'skill-listing', name: 'acme:judge' },
  { kind: 'agent-listing', name: 'Explore' },
  { kind: 'builtin-result', tool: 'Read' },
  { kind: 'user-input' },
];

const call = (name: string, input: unknown = {}) => ({ type: 'tool_use', id: `toolu-${name}`, name, input });

function madeBy(...content: readonly unknown[]): Record<string, number> {
  const message = readResponse(JSON.stringify({ type: 'message', role: 'assistant', content }), 'application/json');
  return Object.fromEntries([...callsMade(message.blocks, sources)].filter(([, count]) => count > 0));
}

function events(end: string): string {
  const list = [
    { type: 'message_start', message: { id: 'm' } },
    { type: 'content_block_start', index: 0, content_block: call('Read') },
    { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: `{"file_path":"/a${end}` } },
  ];
  return list.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

describe('the calls that a response made', () => {
  it('go to the definitions of its prompt, also of servers whose names are written otherwise on the wire', () => {
    expect(madeBy({ type: 'text', text: 'Well.' }, call('Read'), call('Read'), call('mcp__the_depot__look_up'))).toEqual({
      'tool-definition/tool=Read': 2,
      'mcp-tool-definition/server=the depot/tool=look_up': 1,
    });
  });

  it('count for the skill or the agent that they name, and for the tool they go through', () => {
    expect(madeBy(call('Skill', { skill: 'release-notes' }), call('Skill', { skill: '/judge' }), call('Agent', { subagent_type: 'Explore' }), call('Task', { subagent_type: 'Explore' }))).toEqual({
      'tool-definition/tool=Skill': 2,
      'tool-definition/tool=Agent': 1,
      'skill-listing/name=release-notes': 1,
      'skill-listing/name=acme:judge': 1,
      'agent-listing/name=Explore': 2,
    });
  });

  it('are 0 for what was offered in vain; what offers nothing has none, and what nobody offered counts nowhere', () => {
    const made = callsMade(readResponse(JSON.stringify({ type: 'message', content: [call('constructor'), call('Skill', { skill: 7 })] }), 'application/json').blocks, sources);
    expect(made.get('agent-listing/name=Explore')).toBe(0);
    expect([made.has('skill-listing'), made.has('builtin-result/tool=Read'), made.size]).toEqual([false, false, 8]);
  });

  it('are none where the response ended within one', () => {
    const counts = ['', '"}'].map((end) => callsMade(readResponse(events(end), 'text/event-stream').blocks, sources).get('tool-definition/tool=Read'));
    expect(counts).toEqual([0, 1]);
  });
});
