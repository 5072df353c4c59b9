import { expect, test } from 'vitest';
import { readResponse } from '../anthropic/stream.ts';
import { agentCallsOf } from './agent-calls.ts';
import { taskHash } from './task-hash.ts';

const callsOf = (...content: readonly unknown[]) =>
  agentCallsOf(readResponse(JSON.stringify({ type: 'message', content }), 'application/json').blocks);

test('the calls of a response are those of agents, under either name, and of skills', () => {
  const agent = { subagent_type: 'judge', prompt: 'Judge it.\n', run_in_background: true };
  expect(
    callsOf(
      { type: 'text', text: 'Let me ask.' },
      { type: 'tool_use', id: 't1', name: 'Agent', input: agent },
      { type: 'tool_use', id: 't2', name: 'Task', input: { prompt: 'Find it.' } },
      { type: 'tool_use', id: 't3', name: 'Skill', input: { skill: 'ship', args: 'now' } },
      { type: 'tool_use', id: 't4', name: 'Read', input: { file_path: '/a' } },
    ),
  ).toEqual([
    { toolUseId: 't1', kind: 'agent', name: 'judge', taskHash: taskHash('Judge it.'), isBackground: true },
    { toolUseId: 't2', kind: 'agent', name: null, taskHash: taskHash('Find it.'), isBackground: null },
    { toolUseId: 't3', kind: 'skill', name: 'ship', taskHash: null, isBackground: null },
  ]);
});

test('of a call that was cut off, or holds anything else, there is what can be read', () => {
  const none = { kind: 'agent', name: null, taskHash: null, isBackground: null };
  expect(callsOf({ type: 'tool_use', id: 't', name: 'Agent', input: [7] }, { type: 'tool_use', name: 'Agent', input: {} }, 7, null)).toEqual([{ toolUseId: 't', ...none }]);
  const cut = 'data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"Agent","input":{}}}\n\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"pro"}}\n\n';
  expect(agentCallsOf(readResponse(cut, 'text/event-stream').blocks)).toEqual([{ toolUseId: 't', ...none }]);
});
