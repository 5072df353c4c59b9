import { expect, test } from 'vitest';
import { call, recorded, user } from '../../../test-support/recorded-request.ts';
import { assembleSessions } from './assemble-session.ts';
import { placementsOf } from './placements.ts';

test('every exchange of a session has one place, retries and auxiliaries that of what they belong to', () => {
  const agent = { 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': 'a1' };
  const records = [
    recorded({ id: 'title', at: 1, headers: { 'x-claude-code-request-class': 'auxiliary' } }),
    recorded({ id: 'main', at: 2, billing: 'cc_prompt_id=p;', answer: [call('t', 'Agent', { subagent_type: 'scout', prompt: 'Look.' })] }),
    recorded({ id: 'again', at: 3, billing: 'cc_prompt_id=p;' }),
    recorded({ id: 'agent', at: 4, headers: agent, billing: 'cc_prompt_id=p;', messages: [user('Look.')] }),
    recorded({ id: 'other', at: 5, path: '/v1/elsewhere' }),
  ];
  const [session] = assembleSessions(records);
  const places = session === undefined ? new Map() : placementsOf(session);
  const main = { threadKey: 'main', turnKey: 'prompt:p', agentName: null };
  expect([...places].toSorted()).toEqual([
    ['again', main],
    ['agent', { threadKey: 'agent:a1', turnKey: 'prompt:p', agentName: 'scout' }],
    ['main', main],
    ['title', { ...main, turnKey: null }],
  ].toSorted());
});
