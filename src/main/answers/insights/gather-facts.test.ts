import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reminderBlock } from '../../../../test-support/attributed-request.ts';
import { assistant, call, result, user } from '../../../../test-support/recorded-request.ts';
import { StoredTraffic } from '../../../../test-support/stored-traffic.ts';
import { gatherFacts } from './gather-facts.ts';

let folder: string;
let traffic: StoredTraffic;
const usage = { input_tokens: 900, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 9 };

function memory(project: string, personal: string): unknown {
  const files = [
    ['/home/kim/.claude/CLAUDE.md', "user's private global instructions for all projects", personal],
    ['/home/kim/depot/CLAUDE.md', 'project instructions, checked into the codebase', project],
  ].map(([path = '', which = '', text = '']) => `Contents of ${path} (${which}):\n\n${text}`);
  const opener = 'As you answer the user\'s questions, you can use the following context:\n# claudeMd\nCodebase and user instructions are shown below. Be sure to adhere to these instructions.';
  return { role: 'user', content: [reminderBlock(`${opener}\n\n${files.join('\n\n')}`), { type: 'text', text: 'Look at the depot.' }] };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gather-facts-'));
  traffic = new StoredTraffic(join(folder, 'whence.db'));
  const agent = { 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-id': 'a1' };
  const asked = [memory('Weigh each crate twice.', 'Write short sentences.'), assistant(call('toolu_1', 'Agent', { prompt: 'Count the crates.', subagent_type: 'Explore' }))];
  traffic.add(
    { id: 'one', at: 1_000_000, messages: [memory('Weigh each crate.', 'Write short sentences.')], usage },
    { id: 'two', at: 2_000_000, messages: asked.slice(0, 1), answer: [call('toolu_1', 'Agent', { prompt: 'Count the crates.', subagent_type: 'Explore' })], usage },
    { id: 'agent', at: 3_000_000, headers: agent, messages: [user('Count the crates.')], usage },
    { id: 'three', at: 4_000_000, messages: [...asked, result('toolu_1', 'There are twelve crates in the yard, and one in the mill.')], usage },
    { id: 'parent', sessionId: 'c', at: 5_000_000, answer: [call('toolu_2', 'Agent', { prompt: 'Count the sacks.', subagent_type: 'Explore' })], usage },
    { id: 'agent-c', sessionId: 'c', at: 6_000_000, headers: { ...agent, 'x-claude-code-agent-id': 'c1' }, messages: [user('Count the sacks.')], usage },
    { id: 'four', sessionId: 'b', at: 9_000_000, messages: [memory('m'.repeat(250_000), 'Write short sentences.')], usage },
  );
  await traffic.analyse();
}, 60_000);
afterAll(() => {
  traffic.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the facts with their texts', () => {
  it('have the latest text of each memory file of the range, the largest first, and say where it was cut', async () => {
    const early = await gatherFacts(traffic.reads, { untilUs: 2_000_000 });
    expect(early.memory.map(({ path, text, isCut, id }) => [path, text.includes('Weigh each crate.'), text.includes('Write short sentences.'), isCut, id])).toEqual(
      expect.arrayContaining([['/home/kim/.claude/CLAUDE.md', false, true, false, 'one'], ['/home/kim/depot/CLAUDE.md', true, false, false, 'one']]),
    );
    const later = await gatherFacts(traffic.reads, { untilUs: 9_000_000 });
    expect(later.memory.find(({ path }) => path === '/home/kim/depot/CLAUDE.md')).toMatchObject({ id: 'three', text: expect.stringContaining('Weigh each crate twice.') });
    const [largest, smallest] = (await gatherFacts(traffic.reads, {})).memory;
    expect(largest).toMatchObject({ key: expect.stringMatching(/^memory-file\//), path: '/home/kim/depot/CLAUDE.md', isCut: true, id: 'four' });
    expect([largest?.text.length, smallest?.path, (largest?.tokens ?? 0) > (smallest?.tokens ?? 0)]).toEqual([200_000, '/home/kim/.claude/CLAUDE.md', true]);
  });

  it('have an earlier text where the content of the latest request is gone, and none where all is', async () => {
    traffic.store.exec("SAVEPOINT before; UPDATE exchange SET content_removed_at_us = 1 WHERE id IN ('three', 'four'); RELEASE before");
    expect((await gatherFacts(traffic.reads, {})).memory.map(({ id }) => id)).toEqual(['two', 'two']);
    traffic.store.exec("UPDATE exchange SET content_removed_at_us = 1");
    expect((await gatherFacts(traffic.reads, {})).memory).toEqual([]);
  });

  it('have what an agent handed back, each time once', async () => {
    const { subagents, conversations } = await gatherFacts(traffic.reads, { untilUs: 4_500_000 });
    const habit = conversations.find(({ id }) => id === 'three')?.habits.find(({ subject }) => subject === 'Explore');
    const held = traffic.reads.readSources('three')?.find(({ kind }) => kind === 'subagent-result')?.tokens;
    expect(habit).toMatchObject({ results: 1, tokens: held });
    expect(subagents).toMatchObject([{ agent: 'Explore', runs: 1, requests: 1, handedBackTokens: held }]);
    // What the second handed back is not stored: of both together nothing is known.
    const all = await gatherFacts(traffic.reads, {});
    expect(all.subagents.map(({ runs, handedBackTokens }) => [runs, handedBackTokens])).toEqual([[2, null]]);
  });

  it('have the last copy alone of a file that was edited while the conversation went on, and sent again', async () => {
    const messages = [memory('Weigh each crate.', 'Write short sentences.'), assistant({ type: 'text', text: 'Yes.' }), memory('Weigh each crate twice.', 'Write short sentences.')];
    traffic.add({ id: 'five', sessionId: 'c', at: 9_600_000, messages, usage });
    await traffic.analyse();
    const { memory: texts } = await gatherFacts(traffic.reads, {});
    const found = texts.find(({ path }) => path === '/home/kim/depot/CLAUDE.md');
    expect([found?.id, found?.text.includes('Weigh each crate.'), found?.text.includes('Weigh each crate twice.')]).toEqual(['five', false, true]);
  });
});
