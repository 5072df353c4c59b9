import { describe, expect, it } from 'vitest';
import { insightFacts, memoryText, ownerFacts, sourceFacts } from '../../../../test-support/insight-facts.ts';
import { isLoadedTogether, memoryReach } from '../memory/loaded-together.ts';
import { statementsOf } from '../memory/statements.ts';
import { longMemory } from './long-memory.ts';
import { repeatedMemory } from './repeated-memory.ts';

const owner = (path: string, tokensEach: number, requests = 100, costMicroUsd: number | null = 100_000) =>
  ownerFacts([sourceFacts({ kind: 'memory-file', path, scope: 'project' }, { requests, tokens: tokensEach * requests, costMicroUsd })]);
const app = '/home/me/app/CLAUDE.md';
const own = '/home/me/.claude/CLAUDE.md';
const rule = 'Never touch the generated files below out; change what they are made from.';
const other = 'Say in the message of a commit why it was made, in one plain sentence that stands by itself.';

describe('a long memory file', () => {
  it.each<[string, number, number, number | null, number | null]>([
    ['at the limit', 2500, 100, 100_000, null],
    ['above it by less than matters', 2999, 100, 100_000, null],
    ['above it', 3000, 100, 100_000, 50_000],
    ['above it, without a price', 3000, 100, null, 50_000],
    ['far above it in few requests', 9000, 7, 100_000, null],
  ])('is one %s', (_, tokensEach, requests, cost, avoidable) => {
    const found = longMemory(insightFacts({ owners: [owner(app, tokensEach, requests, cost)] }));
    const expense = { tokens: avoidable, costMicroUsd: cost === null ? null : 16_667 };
    expect(found).toMatchObject(avoidable === null ? [] : [{ expense, isEstimated: true, evidence: { filter: `source:memory:${app} imported:no output:any` } }]);
  });

  it('is not told any more where it has been shortened since', () => {
    const facts = [2500, 2501, 0].map((tokens) => insightFacts({ owners: [owner(app, 6000)], memory: [memoryText(app, other, { tokens })] }));
    expect(facts.map((each) => longMemory(each).length)).toEqual([0, 1, 1]);
  });

  it('is not told for what it says twice: that is another finding', () => {
    const text = `${rule}\n\n${rule}\n`.repeat(20);
    const facts = insightFacts({ owners: [owner(app, 6000)], memory: [memoryText(app, text, { tokens: 6000 })] });
    const [long, repeated] = [longMemory(facts)[0], repeatedMemory(facts)[0]];
    expect(long).toBeUndefined();
    expect(repeated?.expense.tokens).toBeGreaterThan(500_000);
    const longer = insightFacts({ owners: [owner(app, 6000)], memory: [memoryText(app, `${rule}\n\n${rule}\n\n${other.repeat(10)}`, { tokens: 6000 })] });
    expect(longMemory(longer)[0]?.explanation).toContain('What it says twice is left out here: that is a finding of its own.');
    expect((longMemory(longer)[0]?.expense.tokens ?? 0) + (repeatedMemory(longer)[0]?.expense.tokens ?? 0)).toBeLessThanOrEqual(350_000);
  });
});

describe('what a memory file says', () => {
  it('is its paragraphs and the items of its lists, whatever the marks and spaces', () => {
    const texts = ['# Never touch the generated files below out; change them', `- ${rule}`, `  * [x]   ${rule.toUpperCase()}`, '', `${rule.slice(0, 30)}\n${rule.slice(30)}`, '', '12. Run it.', '```', rule, '```', '| --- | --- |', `> ${other}`];
    const said = statementsOf(texts.join('\r\n'));
    expect(said.map(({ alike }) => alike)).toEqual([rule.toLowerCase(), rule.toLowerCase(), expect.stringMatching(/^never touch/), `> ${other}`.toLowerCase()]);
    expect(new Set(said.slice(0, 2).map(({ alike }) => alike)).size).toBe(1);
  });

  it('is read in a time that grows with its length alone', () => {
    for (const text of ['-'.repeat(1e6), '*_`'.repeat(3e5), ' \t'.repeat(5e5), `${'a '.repeat(50)}\n`.repeat(5e3), '|'.repeat(1e6), '1.'.repeat(5e5), '```\n'.repeat(1e5)]) statementsOf(text);
    expect(statementsOf(`${rule}\n`.repeat(2e4))).toHaveLength(1);
  });
});

describe('memory that is loaded together', () => {
  it.each([
    [app, own, true],
    [app, '/home/me/app/CLAUDE.local.md', true],
    [app, '/home/me/app/.claude/rules/style.md', true],
    [app, '/home/me/app/sub/CLAUDE.md', true],
    [app, '/home/me/CLAUDE.md', true],
    [app, '/home/me/application/CLAUDE.md', false],
    [app, '/home/me/other/CLAUDE.md', false],
    [app, '/home/me/.claude/projects/-home-me-app/memory/MEMORY.md', true],
    [own, '/home/me/.claude/projects/-home-me-app/memory/MEMORY.md', true],
    ['/home/me/other/CLAUDE.md', '/home/me/.claude/projects/-home-me-app/memory/MEMORY.md', false],
    ['/home/me/.claude/projects/-home-me-app/memory/a.md', '/home/me/.claude/projects/-home-me-app/memory/b.md', true],
    ['/home/me/.claude/projects/-home-me-lib/memory/a.md', '/home/me/.claude/projects/-home-me-app/memory/b.md', false],
    [String.raw`C:\Users\me\app\CLAUDE.md`, String.raw`C:\Users\me\.claude\CLAUDE.md`, true],
  ])('is %s with %s: %s', (one, two, isTogether) => {
    expect([isLoadedTogether(memoryReach(one), memoryReach(two)), isLoadedTogether(memoryReach(two), memoryReach(one))]).toEqual([isTogether, isTogether]);
  });
});

describe('memory that says the same twice', () => {
  const facts = (ownText: string, appText: string, appRequests = 100) =>
    insightFacts({ owners: [owner(own, 500, 400), owner(app, 1000, appRequests)], memory: [memoryText(own, ownText), memoryText(app, appText)] });

  it.each<[string, string, string, readonly string[]]>([
    ['two files', `- ${rule}`, `${rule}\n\n${other}`, [app]],
    ['one file', other, `* ${rule}\n1. ${rule}`, [app]],
    ['none', other, rule, []],
    ['short lines', 'Run the tests.', 'Run the tests.', []],
    ['headings and code', `# ${rule}\n~~~\n${other}\n~~~`, `# ${rule}\n~~~\n${other}\n~~~`, []],
    ['no text', '', '', []],
  ])('is said of %s', (_, ownText, appText, paths) => {
    expect(repeatedMemory(facts(ownText, appText)).map(({ subject }) => subject.name)).toEqual(paths);
  });

  it('is too little to say where it has but a few tokens', () => {
    const long = `${other} `.repeat(3);
    expect(repeatedMemory(facts(rule, `${rule}\n\n${'x'.repeat(rule.length * 15)}`))).toHaveLength(1);
    expect(repeatedMemory(facts(rule, `${rule}\n\n${long.repeat(10)}`))).toHaveLength(0);
  });

  it('names the other file and the passage, and costs no more than where both were loaded', () => {
    const [found] = repeatedMemory(facts(rule, rule));
    expect(found).toMatchObject({
      title: `“${app}” repeats “${own}”`,
      explanation: [
        `one passage stands there a second time, 1k tokens of every prompt that has the file. The longest is “${rule}”`,
        'Both files are loaded together, so that one of them is enough.',
      ],
      expense: { tokens: 100_000, costMicroUsd: 100_000 },
    });
    // The file of the project was in more requests than the user's own, which says it then.
    expect(repeatedMemory(facts(rule, rule, 800)).map(({ subject, expense }) => [subject.name, expense.tokens])).toEqual([[own, 200_000]]);
  });

  it('is not said of projects that never meet, but of files that one request has', () => {
    const two = ['/a/CLAUDE.md', '/b/CLAUDE.md'];
    const owners = two.map((path) => owner(path, 1000));
    expect(repeatedMemory(insightFacts({ owners, memory: two.map((path) => memoryText(path, rule)) }))).toEqual([]);
    expect(repeatedMemory(insightFacts({ owners, memory: two.map((path) => memoryText(path, rule, { id: 'same' })) }))).toHaveLength(1);
  });

  it('looks through a thousand files that all say the same', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `/project-${index}/CLAUDE.md`);
    const text = Array.from({ length: 50 }, (_, index) => `- ${index} ${rule}`).join('\n');
    const owners = many.map((path) => owner(path, 1000));
    expect(repeatedMemory(insightFacts({ owners, memory: many.map((path) => memoryText(path, text)) }))).toEqual([]);
  });
});
