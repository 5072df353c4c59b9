import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingOf, RemedyHome } from '../../../../test-support/remedy-home.ts';

let home: RemedyHome;
beforeEach(() => {
  home = new RemedyHome();
});
afterEach(() => home.remove());

const depot = findingOf('unused-server', 'depot');
const search = findingOf('unused-tool', 'WebSearch', 'tool-definition/tool=WebSearch');
const mine = '{\n\t"permissions": {\n\t\t"deny": ["Read(./.env)"]\n\t}\n}\n';

describe('a project that is not the user’s own directory', () => {
  const rejecting = { finding: depot, remedyId: '' };

  it.runIf(process.platform !== 'win32')('is not written into, where its folder leads out of it', async () => {
    home.configure('project');
    const elsewhere = join(home.folder, 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(home.project, '.claude'));
    expect((await home.open().read(depot, [home.project])).some(({ id }) => id.startsWith('reject'))).toBe(false);
    expect(await home.open().plan({ ...rejecting, remedyId: `reject-project-server/depot/${home.project}` }, [home.project])).toMatchObject({ planned: false });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')('is not read, where it is a link itself', async () => {
    home.configure('project');
    const link = join(home.folder, 'link');
    symlinkSync(home.project, link);
    expect((await home.open().read(depot, [link])).some(({ id }) => id.startsWith('reject'))).toBe(false);
  });
});

function record(): string {
  return join(home.dataDir, 'applied-remedies.json');
}

function forged(more: object): object {
  const edit = { edit: 'deny-tool', server: null, tool: 'WebSearch' };
  return { id: '0'.repeat(24), edit, does: '', onlyIn: null, appliedAtMs: 1, file: home.file, madeFolder: true, before: null, after: '', edits: [], literal: null, made: 2, ...more };
}

describe.runIf(process.platform !== 'win32')('a project’s settings that have become a link', () => {
  it('are not followed to undo, whatever the record says of the project', async () => {
    home.configure('project');
    await home.apply(depot, 'reject-project-server');
    writeFileSync(record(), readFileSync(record(), 'utf8').replace(`"onlyIn":${JSON.stringify(home.project)}`, '"onlyIn":null'));
    const elsewhere = join(home.folder, 'elsewhere.json');
    home.put(elsewhere, home.text(home.localFile));
    rmSync(home.localFile);
    symlinkSync(elsewhere, home.localFile);
    expect(await home.undo('depot')).toMatchObject({ done: false, message: expect.stringContaining('is a link') });
    expect(JSON.parse(home.text(elsewhere))).toEqual({ disabledMcpjsonServers: ['depot'] });
  });
});

describe('a record that is forged or damaged', () => {
  it.each([
    ['another file', { file: '/etc/profile' }],
    ['a settings file elsewhere by another name', { file: '/tmp/settings.local.json' }],
    ['a rule that is none', { edit: { edit: 'deny-tool', server: null, tool: 'Bash(*)' } }],
    ['an edit that there is not', { edit: { edit: 'hooks', command: 'hostile' } }],
    ['an id that is a path', { id: '../../x' }],
  ])('that names %s is not followed', async (_what, more) => {
    home.put(home.file, mine);
    writeFileSync(record(), JSON.stringify({ version: 1, applied: [forged(more)] }));
    expect(await home.open().list()).toMatchObject({ applied: [], trouble: expect.stringContaining('applied-remedies.json') });
    expect(await home.apply(search, 'deny-tool')).toMatchObject({ done: false });
    expect(home.text()).toBe(mine);
  });

  it('takes nothing out that is not what its edit writes', async () => {
    home.put(home.file, mine);
    writeFileSync(record(), JSON.stringify({ version: 1, applied: [forged({ edits: [{ offset: 0, removed: '{"hooks":1}', inserted: mine }] })] }));
    await home.open().undoAll();
    expect(home.text()).toBe(mine);
  });
});
