import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaudeHome } from '../../../../test-support/claude-home.ts';
import { findingOf, RemedyHome } from '../../../../test-support/remedy-home.ts';
import { listForeign, listOurFiles } from '../../our-files.ts';
import { Remedies } from './remedies.ts';
import { isSamePath } from './settings-place.ts';

let home: RemedyHome;
beforeEach(() => {
  home = new RemedyHome();
});
afterEach(() => home.remove());

const depot = findingOf('unused-server', 'depot');
const search = findingOf('unused-tool', 'WebSearch', 'tool-definition/tool=WebSearch');
const fetching = findingOf('unused-tool', 'WebFetch', 'tool-definition/tool=WebFetch');
const notes = findingOf('unused-skill', 'notes', 'skill-listing/name=notes');
const mine = '{\n\t"env": { "ANTHROPIC_API_KEY": "made-up-key" },\n\t"permissions": {\n\t\t"deny": ["Read(./.env)"]\n\t}\n}\n';

describe('what can be done', () => {
  it('follows where a server is configured, and says nothing of what stands in there', async () => {
    home.configure('user');
    const offered = await home.open().read(depot, [home.project]);
    expect(offered.map(({ how }) => how)).toEqual([{ way: 'settings', file: home.file, appliedId: null }, { way: 'command', command: 'claude mcp remove depot -s user' }]);
    expect(JSON.stringify(offered)).not.toContain('made-up-secret');
  });

  it('is confined to the project that configures it', async () => {
    home.configure('project');
    const offered = await home.open().read(depot, [home.project]);
    expect(offered.map(({ how, onlyIn }) => [how, onlyIn])).toEqual([
      [{ way: 'settings', file: home.localFile, appliedId: null }, home.project],
      [{ way: 'command', command: `cd ${home.project} && claude mcp remove depot -s project` }, home.project],
    ]);
  });

  it.each(['$(touch x)', "a'; rm -rf ~; '", 'a b', '`id`'])('quotes the name %j, so that it stays a name', async (name) => {
    home.configure('user', name);
    const [, command] = await home.open().read(findingOf('unused-server', name), []);
    expect(command?.how).toEqual({ way: 'command', command: `claude mcp remove '${name.replaceAll("'", String.raw`'\''`)}' -s user` });
  });

  it('finds servers and skills of plugins', async () => {
    const place = join(home.folder, '.claude', 'plugins', 'cache', 'crane');
    home.put(join(home.folder, '.claude', 'plugins', 'installed_plugins.json'), JSON.stringify({ plugins: { 'crane@quay': [{ installPath: place }] } }));
    home.put(join(place, '.mcp.json'), JSON.stringify({ mcpServers: { hoist: {} } }));
    home.put(join(place, 'skills', 'lift', 'SKILL.md'), '---\nname: lift\n---\n');
    const ids = async (finding: typeof depot) => (await home.open().read(finding, [])).map(({ id }) => id);
    expect(await ids(findingOf('unused-server', 'plugin_crane_hoist'))).toEqual(['deny-server/plugin:crane:hoist', 'disable-plugin/crane@quay']);
    expect(await ids(findingOf('unused-skill', 'crane:lift'))).toEqual(['disable-plugin/crane@quay']);
  });

  it('does without a configuration that cannot be read', async () => {
    home.put(join(home.folder, '.claude.json'), '{ "mcpServers": ');
    expect((await home.open().read(depot, ['/nowhere', '//share/x', 'relative'])).map(({ id }) => id)).toEqual(['deny-server-tools/depot', 'advice']);
  });
});

describe('a remedy', () => {
  it('is shown with the values of others hidden, written, listed, and undone byte for byte', async () => {
    home.put(home.file, mine);
    const plan = await home.open().plan({ finding: search, remedyId: 'deny-tool//WebSearch' }, []);
    expect(plan).toMatchObject({ planned: true, file: home.file, effect: 'change', notes: [expect.stringContaining('does not offer this tool'), expect.stringContaining('until this is undone')] });
    expect(JSON.stringify(plan)).toContain('WebSearch');
    expect(JSON.stringify(plan)).not.toMatch(/made-up-key|\.env\b.*\)/);
    expect(await home.apply(search, 'deny-tool')).toMatchObject({ done: true, marker: 'denied tool WebSearch' });
    expect(home.text()).toBe(mine.replace('["Read(./.env)"]', '["Read(./.env)", "WebSearch"]'));
    expect((await home.open().list()).applied).toMatchObject([{ what: 'denied tool WebSearch', file: home.file, appliedAtMs: 1000, standing: { state: 'in-effect' } }]);
    expect((await home.open().read(search, []))[0]?.how).toMatchObject({ way: 'settings', appliedId: expect.stringMatching(/^[0-9a-f]{24}$/) });
    expect(await home.undo('WebSearch')).toMatchObject({ done: true, message: expect.stringContaining('byte for byte') });
    expect(home.text()).toBe(mine);
    expect((await home.open().list()).applied).toEqual([]);
    expect(listOurFiles(home.dataDir)).toEqual([]);
  });

  it('keeps the file as it was in a copy that its owner alone reads, and that is ours', async () => {
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    const [name = ''] = readdirSync(join(home.dataDir, 'settings-backups'));
    const backup = join(home.dataDir, 'settings-backups', name);
    expect(readFileSync(backup, 'utf8')).toBe(mine);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(statSync(join(home.dataDir, 'applied-remedies.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(home.dataDir, 'applied-remedies.json'), 'utf8')).not.toContain('made-up-key');
    expect(listOurFiles(home.dataDir)).toContain(backup);
    expect(listForeign(home.dataDir)).toEqual([]);
  });

  it('makes a project’s local settings, and takes them and their folder away again', async () => {
    home.configure('project');
    expect(await home.apply(depot, 'reject-project-server')).toMatchObject({ done: true });
    expect(JSON.parse(home.text(home.localFile))).toEqual({ disabledMcpjsonServers: ['depot'] });
    expect(await home.undo('depot')).toMatchObject({ done: true });
    expect(existsSync(join(home.project, '.claude'))).toBe(false);
  });

  it.each([
    ['{ "permissions": ', 'is not JSON at line 1'],
    ['{"permissions":{"deny":"all"}}', 'no list'],
    ['"text"', 'holds no JSON object'],
  ])('is refused where the file is %s', async (text, why) => {
    home.put(home.file, text);
    expect(await home.apply(search, 'deny-tool')).toMatchObject({ done: false, message: expect.stringContaining(why) });
    expect(home.text()).toBe(text);
  });

  it('is not carried out when the file has changed since it was shown', async () => {
    home.put(home.file, mine);
    const asked = { finding: search, remedyId: 'deny-tool//WebSearch' };
    const plan = await home.open().plan(asked, []);
    home.put(home.file, '{}');
    expect(await home.open().apply(asked, [], plan.planned ? plan.id : '')).toMatchObject({ done: false, message: expect.stringContaining('has changed since this was shown') });
    expect(home.text()).toBe('{}');
  });

  it.runIf(process.platform !== 'win32')('goes where a link leads, which is said, and the link stays', async () => {
    const real = join(home.folder, 'shared', 'claude.json');
    home.put(real, mine);
    mkdirSync(dirname(home.file));
    symlinkSync(real, home.file);
    expect(await home.open().plan({ finding: search, remedyId: 'deny-tool//WebSearch' }, [])).toMatchObject({ notes: expect.arrayContaining([expect.stringContaining(real)]) });
    expect(await home.apply(search, 'deny-tool')).toMatchObject({ done: true });
    expect([lstatSync(home.file).isSymbolicLink(), home.text(real)]).toEqual([true, mine.replace('["Read(./.env)"]', '["Read(./.env)", "WebSearch"]')]);
    expect(await home.undo('WebSearch')).toMatchObject({ done: true });
    expect([lstatSync(home.file).isSymbolicLink(), home.text(real)]).toEqual([true, mine]);
  });

  it('leaves no copy behind where what leads back cannot be written', async () => {
    home.put(home.file, mine);
    mkdirSync(join(home.dataDir, 'applied-remedies.json.new'));
    expect(await home.apply(search, 'deny-tool')).toMatchObject({ done: false, message: expect.stringContaining('Nothing was changed') });
    expect([home.text(), readdirSync(join(home.dataDir, 'settings-backups'))]).toEqual([mine, []]);
  });

  it.runIf(process.platform !== 'win32')('is refused where the file is a folder, a pipe, read-only, or too large', async () => {
    const refused = async (why: string) => expect(await home.apply(search, 'deny-tool')).toMatchObject({ done: false, message: expect.stringContaining(why) });
    mkdirSync(home.file, { recursive: true });
    await refused('is no file');
    rmSync(home.file, { recursive: true });
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', home.file]);
    await refused('is no file');
    rmSync(home.file);
    home.put(home.file, `"${'x'.repeat(1024 * 1024)}"`);
    await refused('larger than 1 MB');
    home.put(home.file, mine);
    chmodSync(home.file, 0o400);
    await refused('is read-only');
    expect(home.text()).toBe(mine);
  });

  it('that is not offered is not carried out', async () => {
    for (const remedyId of ['deny-tool//Bash', 'deny-tool//Bash(*)', 'advice', 'hooks']) expect((await home.open().plan({ finding: search, remedyId }, [])).planned).toBe(false);
  });

  it('says that the file has no effect while it has comments', async () => {
    home.put(home.file, '{\n  // mine\n  "model": "opus"\n}\n');
    expect(await home.open().plan({ finding: search, remedyId: 'deny-tool//WebSearch' }, [])).toMatchObject({ warnings: [expect.stringContaining('comments')] });
  });
});

describe('several remedies in one file', () => {
  const all = [
    [search, 'deny-tool', 'tool WebSearch'],
    [fetching, 'deny-tool', 'tool WebFetch'],
    [depot, 'deny-server-tools', 'MCP server depot'],
    [notes, 'list-skill/off', 'skill notes'],
  ] as const;

  it.each(['{}', mine, '', '{"permissions":{"deny":[]}}', '// mine\n{\n  "a": 1,\n}'])('lead back to the very bytes of %j, in any order', { timeout: 60_000 }, async (before) => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...all.keys()], { minLength: 2 }), fc.infiniteStream(fc.nat()), async (order, picks) => {
        home.put(home.file, before);
        for (const index of order) {
          const [finding, begins] = all[index] ?? all[0];
          expect(await home.apply(finding, begins)).toMatchObject({ done: true });
        }
        const left = [...order];
        for (const pick of picks) {
          if (left.length === 0) break;
          const [index = 0] = left.splice(pick % left.length, 1);
          expect(await home.undo((all[index] ?? all[0])[2])).toMatchObject({ done: true });
        }
        expect(home.text()).toBe(before);
      }),
      { numRuns: 8 },
    );
  });

  it('made without a file are no file again, in any order', async () => {
    await home.apply(search, 'deny-tool');
    await home.apply(notes, 'list-skill/off');
    expect(await home.undo('WebSearch')).toMatchObject({ done: true });
    expect(JSON.parse(home.text())).toEqual({ skillOverrides: { notes: 'off' } });
    expect(await home.undo('notes')).toMatchObject({ done: true });
    expect(existsSync(home.file)).toBe(false);
  });

  it('are all undone at once, and what cannot be is said', async () => {
    home.configure('project');
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    await home.apply(notes, 'list-skill/off');
    await home.apply(depot, 'reject-project-server');
    writeFileSync(home.localFile, '{ broken');
    expect(await home.open().undoAll()).toEqual({ undone: 2, failed: [expect.stringMatching(/^Not undone \(rejected .*depot\): .*is not JSON/)] });
    expect(home.text()).toBe(mine);
  });
});

describe('beside Claude Code’s settings that lead to Whence', () => {
  let claude: ClaudeHome;
  beforeEach(() => {
    claude = new ClaudeHome();
  });
  afterEach(() => claude.remove());

  async function done(step: string, remedies: Remedies): Promise<{ readonly done: boolean }> {
    if (step === 'set') return claude.change('set');
    if (step === 'back') return claude.change('undo');
    return step === 'apply' ? home.apply(search, 'deny-tool', remedies) : home.undo('WebSearch', remedies);
  }

  it.each([
    ['set, applied, undone, set back', ['set', 'apply', 'undo', 'back']],
    ['set, applied, set back, undone', ['set', 'apply', 'back', 'undo']],
    ['applied, set, undone, set back', ['apply', 'set', 'undo', 'back']],
    ['applied, set, set back, undone', ['apply', 'set', 'back', 'undo']],
  ])('%s: the very bytes', async (_order, steps) => {
    for (const before of ['{}\n', '\uFEFF{}\r\n', '{\n  "model": "opus",\n  "hooks": {}\n}\n', '{"a":1}', '// mine\n{\n  "a": [],\n}\n', '{}']) {
      claude.put(before);
      const remedies = new Remedies({ dataDir: claude.dataDir, environment: {}, home: claude.folder, now: () => 1, platform: 'linux' });
      for (const step of steps) {
        expect(await done(step, remedies)).toMatchObject({ done: true });
      }
      expect(claude.text()).toBe(before);
    }
  });
});

describe('what somebody else did since', () => {
  it('stays, and what Whence wrote goes', async () => {
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    home.put(home.file, home.text().replace('"env"', '"model": "opus",\n\t"env"'));
    expect(await home.undo('WebSearch')).toMatchObject({ done: true, message: expect.stringContaining('the rest stays') });
    expect(home.text()).toBe(mine.replace('"env"', '"model": "opus",\n\t"env"'));
  });

  it('by taking it out themselves leaves nothing to do', async () => {
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    home.put(home.file, '{}');
    expect((await home.open().list()).applied).toMatchObject([{ standing: { state: 'gone' } }]);
    expect(await home.undo('WebSearch')).toMatchObject({ done: true, marker: null });
    expect([home.text(), (await home.open().list()).applied]).toEqual(['{}', []]);
  });

  it('by removing the file leaves no file', async () => {
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    rmSync(home.file);
    expect(await home.undo('WebSearch')).toMatchObject({ done: true });
    expect(existsSync(home.file)).toBe(false);
  });

  it('is said, with the copy that goes with it', async () => {
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    const { id = '' } = (await home.open().list()).applied[0] ?? {};
    const backup = join(home.dataDir, 'settings-backups', `${id}.bak`);
    expect(JSON.stringify(await home.open().planUndo(id))).not.toContain(backup);
    rmSync(home.file);
    expect(await home.open().planUndo(id)).toMatchObject({ planned: true, effect: 'nothing', notes: [expect.stringContaining(backup)] });
  });

  it('to a file that is no JSON any more is refused, with where the copy is', async () => {
    home.put(home.file, mine);
    await home.apply(search, 'deny-tool');
    home.put(home.file, '{ broken');
    expect(await home.undo('WebSearch')).toMatchObject({ done: false, message: expect.stringContaining('settings-backups') });
    expect(home.text()).toBe('{ broken');
  });
});

it.each([
  ['win32', 'C:\\Work\\Depot', 'c:\\work\\depot', true],
  ['win32', 'C:\\work\\depot', 'D:\\work\\depot', false],
  ['linux', '/work/Depot', '/work/depot', false],
] as const)('on %s %s is the same folder as %s: %s', (platform, one, other, isSame) => expect(isSamePath(one, other, platform)).toBe(isSame));
