import { describe, expect, it } from 'vitest';
import { sourceKey } from '../attribution/source-key.ts';
import { insightRules, type FindingSubject, type InsightRule } from './finding.ts';
import { agentRule, serverRule, toolRule } from './remedies/deny-rule.ts';
import type { Configured, Where } from './remedies/remedy.ts';
import { remediesOf } from './remedies.ts';

const nowhere: Where = { servers: [], skills: [], agents: [], projects: [], files: [] };
const depot = '/home/kim/depot';

function server(name: string, scope: Configured['scope'], place: Partial<Configured> = {}): Configured {
  return { name, scope, project: null, plugin: null, ...place };
}

function subject(name: string | null, more: Partial<FindingSubject> = {}): FindingSubject {
  return { key: `mcp/${name ?? ''}`, kind: null, group: 'mcp', name, ...more };
}

/** Each remedy in a word or two, in order. */
function said(rule: InsightRule, of: FindingSubject, where: Partial<Where> = {}): readonly string[] {
  return remediesOf({ rule, subject: of }, { ...nowhere, ...where }).map(({ action, onlyIn }) => {
    const at = onlyIn === null ? '' : ` in ${onlyIn}`;
    switch (action.kind) {
      case 'command':
        return `${action.argv.join(' ')}${action.folder === null ? '' : ` from ${action.folder}`}${at}`;
      case 'settings':
        return `${action.where.scope} ${JSON.stringify(action.edit)}${at}`;
      case 'path':
        return `open ${action.path}${at}`;
      case 'advice':
        return 'advice';
    }
  });
}

describe('every rule', () => {
  it.each(insightRules)('%s has something that can be done', (rule) => {
    for (const name of ['depot', null]) expect(remediesOf({ rule, subject: subject(name) }, nowhere).length).toBeGreaterThan(0);
  });

  it.each(insightRules)('%s has no two remedies that are taken for each other', (rule) => {
    const where: Where = { ...nowhere, servers: [server('depot', 'user'), server('depot', 'local', { project: depot }), server('depot', 'project', { project: depot })], projects: [depot] };
    const ids = remediesOf({ rule, subject: subject('depot') }, where).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a server that is not used', () => {
  it('of the user is denied, or removed', () => {
    expect(said('unused-server', subject('depot'), { servers: [server('depot', 'user')] })).toEqual(['user {"edit":"deny-server","server":"depot"}', 'claude mcp remove depot -s user']);
  });

  it('of a project is rejected in that project alone', () => {
    expect(said('unused-server', subject('depot'), { servers: [server('depot', 'project', { project: depot })], projects: [depot] })).toEqual([
      `project-local {"edit":"reject-project-server","server":"depot"} in ${depot}`,
      `claude mcp remove depot -s project from ${depot} in ${depot}`,
    ]);
  });

  it('of a project whose settings cannot be changed is denied by the user', () => {
    expect(said('unused-server', subject('depot'), { servers: [server('depot', 'project', { project: depot })] })[0]).toBe('user {"edit":"deny-server","server":"depot"}');
  });

  it('is known by its name on the wire, and denied by its own', () => {
    expect(said('unused-server', subject('my_odd_server'), { servers: [server('my.odd server', 'user')] })).toEqual([
      'user {"edit":"deny-server","server":"my.odd server"}',
      'claude mcp remove my.odd server -s user',
    ]);
  });

  it('of a plugin is denied, or goes with the plugin', () => {
    expect(said('unused-server', subject('plugin_crane_hoist'), { servers: [server('plugin:crane:hoist', 'plugin', { plugin: 'crane@quay' })] })).toEqual([
      'user {"edit":"deny-server","server":"plugin:crane:hoist"}',
      'user {"edit":"disable-plugin","plugin":"crane@quay"}',
    ]);
  });

  it('of nobody knows where has its tools denied by a rule', () => {
    expect(said('unused-server', subject('depot'))).toEqual(['user {"edit":"deny-server-tools","server":"depot"}', 'advice']);
  });

  it.each(['depot or depot__a', 'under__score'])('whose name on the wire is ambiguous (%s) has advice', (name) => {
    expect(said('unused-server', subject(name))).toEqual(['advice']);
  });

  it.each(['-rf', 'a\u202Eb', 'a\nb', 'a\u0000', ' a'])('with a hostile name (%j) has neither command nor edit of that name', (name) => {
    const all = remediesOf({ rule: 'unused-server', subject: subject(name) }, { ...nowhere, servers: [server(name, 'user')] });
    for (const { action } of all) expect(action.kind === 'advice' || (action.kind === 'settings' && action.edit.edit === 'deny-server-tools')).toBe(true);
  });
});

describe('a tool that is not used', () => {
  it('is denied by a rule', () => {
    const key = sourceKey({ kind: 'tool-definition', tool: 'WebSearch' });
    expect(said('unused-tool', subject('WebSearch', { key, kind: 'tool-definition', group: 'tools' }))).toEqual(['user {"edit":"deny-tool","server":null,"tool":"WebSearch"}']);
  });

  it('of a server is denied with its server', () => {
    const key = sourceKey({ kind: 'mcp-tool-definition', server: 'depot', tool: 'look_up' });
    expect(said('unused-tool', subject('look_up', { key }))).toEqual(['user {"edit":"deny-tool","server":"depot","tool":"look_up"}']);
  });

  it.each(['Bash(*)', 'Read(./**)', 'mcp__a', '*', 'Web Search', '', 'Bash,Read'])('called %j has advice: a rule of that text would be another', (tool) => {
    expect(toolRule(null, tool)).toBeNull();
    expect(said('unused-tool', subject(tool, { key: sourceKey({ kind: 'tool-definition', tool }), kind: 'tool-definition' }))).toEqual(['advice']);
  });
});

describe('rules of permissions', () => {
  it.each([
    ['depot', 'mcp__depot'],
    ['my.odd server', 'mcp__my_odd_server'],
    ['a(*)b', null],
    ['a*b', 'mcp__a_b'],
    ['*', null],
    ['', null],
    ['a__b', null],
  ])('of the server %j', (name, rule) => expect(serverRule(name)).toBe(rule));

  it('of a tool of a server hold no sign that means something in a rule', () => {
    expect(toolRule('depot', 'look_up')).toBe('mcp__depot__look_up');
    expect(toolRule('depot', 'look(*)')).toBeNull();
    expect(agentRule('Explore')).toBe('Agent(Explore)');
    expect(agentRule('x) Bash(*')).toBeNull();
  });
});

function skill(name: string): FindingSubject {
  return subject(name, { key: sourceKey({ kind: 'skill-listing', name }), kind: 'skill-listing', group: 'skills' });
}

function memory(path: string, scope?: 'user' | 'project' | 'auto' | 'nested'): FindingSubject {
  return subject(path, { key: sourceKey({ kind: 'memory-file', path, ...(scope === undefined ? {} : { scope }) }), kind: 'memory-file', group: 'memory' });
}

describe('a skill that is not used', () => {
  const file = '/home/kim/depot/.claude/skills/notes/SKILL.md';

  it('of the user is listed less, the least loss first', () => {
    expect(said('unused-skill', skill('notes'))).toEqual([
      'user {"edit":"list-skill","skill":"notes","as":"user-invocable-only"}',
      'user {"edit":"list-skill","skill":"notes","as":"name-only"}',
      'user {"edit":"list-skill","skill":"notes","as":"off"}',
    ]);
  });

  it('of a project is listed less there', () => {
    const skills = [{ name: 'notes', scope: 'project' as const, project: depot, plugin: null, file }];
    expect(said('unused-skill', skill('notes'), { skills, projects: [depot] })).toEqual([
      `project-local {"edit":"list-skill","skill":"notes","as":"user-invocable-only"} in ${depot}`,
      `project-local {"edit":"list-skill","skill":"notes","as":"name-only"} in ${depot}`,
      `project-local {"edit":"list-skill","skill":"notes","as":"off"} in ${depot}`,
      `open ${file} in ${depot}`,
    ]);
  });

  it('of a plugin goes with the plugin', () => {
    const skills = [{ name: 'crane:lift', scope: 'plugin' as const, project: null, plugin: 'crane@quay', file: '/p/SKILL.md' }];
    expect(said('unused-skill', skill('crane:lift'), { skills })).toEqual(['user {"edit":"disable-plugin","plugin":"crane@quay"}']);
    expect(said('unused-skill', skill('crane:lift'))).toEqual(['advice']);
  });
});

describe('a long memory file', () => {
  it('is shortened, or left out', () => {
    const path = '/home/kim/depot/CLAUDE.md';
    expect(said('long-memory', memory(path), { files: [path] })).toEqual([`open ${path}`, `user {"edit":"exclude-memory","path":"${path}"}`]);
  });

  it('that is not there, or is no whole path, is neither opened nor left out', () => {
    expect(said('long-memory', memory('/home/kim/depot/CLAUDE.md'))).toEqual(['advice']);
    expect(said('long-memory', memory('CLAUDE.md'), { files: ['CLAUDE.md'] })).toEqual(['advice']);
    expect(said('long-memory', memory('/home/kim/\u202Edepot'), { files: ['/home/kim/\u202Edepot'] })).toEqual(['advice']);
  });

  it('that Claude Code writes itself is switched off', () => {
    const path = '/home/a/.claude/projects/-work-depot/memory/MEMORY.md';
    expect(said('long-memory', memory(path), { files: [path] })).toEqual([`open ${path}`, 'user {"edit":"switch-off-auto-memory"}']);
    expect(said('long-memory', memory(path, 'auto'), { files: [path] }).at(-1)).toBe('user {"edit":"switch-off-auto-memory"}');
  });
});

describe('a memory file below a folder “projects” of the user’s own', () => {
  const path = '/home/a/projects/depot/memory/CLAUDE.md';
  it.each([[undefined], ['project'], ['nested']] as const)('is left out by itself (%s): what Claude Code remembers has nothing to do with it', (scope) =>
    expect(said('long-memory', memory(path, scope), { files: [path] })).toEqual([`open ${path}`, `user {"edit":"exclude-memory","path":"${path}"}`]));
});

describe('a dear subagent', () => {
  it('has its file opened, advice, and a rule', () => {
    const agents = [{ name: 'reviewer', scope: 'user' as const, project: null, plugin: null, file: '/home/a/.claude/agents/reviewer.md' }];
    expect(said('dear-subagent', subject('reviewer'), { agents })).toEqual(['open /home/a/.claude/agents/reviewer.md', 'advice', 'user {"edit":"deny-agent","agent":"reviewer"}']);
    expect(said('dear-subagent', subject(null))).toEqual(['advice']);
  });
});

describe('a source with a low rating', () => {
  it('is done without as one of its kind', () => {
    expect(said('low-rated', subject('depot'), { servers: [server('depot', 'user')] })[0]).toContain('deny-server');
    expect(said('low-rated', subject('notes', { group: 'skills' }))[0]).toContain('list-skill');
    expect(said('low-rated', subject(null, { group: 'system' }))).toEqual(['advice']);
  });
});
