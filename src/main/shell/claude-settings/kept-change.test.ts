import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaudeHome } from '../../../../test-support/claude-home.ts';

let home: ClaudeHome;
let record: string;
beforeEach(() => {
  home = new ClaudeHome();
  record = join(home.dataDir, 'claude-settings-change.json');
});
afterEach(() => home.remove());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A memory of a change that was never made: from `before`, null for no file, to what stands in the file now. */
function forge(file: string, before: string | null, change: object = {}): void {
  const after = readFileSync(file, 'utf8');
  const edits = [{ offset: 0, removed: before ?? '', inserted: after }];
  const forged = { file, before: before === null ? null : sha256(before), after: sha256(after), madeFolder: true, madeEnv: true, edits, values: [], furtherCaFiles: [], ...change };
  writeFileSync(record, JSON.stringify({ version: 1, wanted: true, change: forged, trouble: null, replaced: null }));
}

describe('a memory that is forged or damaged', () => {
  it('does not lead to another file', async () => {
    const profile = join(home.folder, '.bashrc');
    writeFileSync(profile, '{}');
    forge(profile, 'hostile');
    expect(await home.open().undo()).toMatchObject({ done: false, message: expect.stringContaining('claude-settings-change.json') });
    await home.open().atQuit();
    expect(readFileSync(profile, 'utf8')).toBe('{}');
  });

  it.each([
    ['another text', '{ "hooks": { "Stop": "hostile" } }'],
    ['no JSON', 'hostile'],
    ['no file', null],
  ])('does not put %s into the settings, nor take away what is not ours', async (_what, before) => {
    home.put('{ "model": "opus" }');
    forge(home.file, before);
    await home.open().undo();
    expect(home.text()).toBe('{ "model": "opus" }');
  });

  it('does not take away settings of another program', async () => {
    const other = join(home.folder, 'editor', 'settings.json');
    mkdirSync(dirname(other));
    writeFileSync(other, '{ "theme": "dark" }');
    forge(other, null);
    await home.open().undo();
    expect(readFileSync(other, 'utf8')).toBe('{ "theme": "dark" }');
  });

  it('brings in no other variable, neither by its name nor within the value of one of ours', async () => {
    const before = '{"env":{"HTTPS_PROXY":"a"}}';
    home.put(before);
    forge(home.file, '{}', { after: '', values: [{ name: 'LD_PRELOAD', value: 'a', before: '"hostile"' }] });
    expect(await home.open().undo()).toMatchObject({ done: false });
    forge(home.file, '{}', { after: '', values: [{ name: 'HTTPS_PROXY', value: 'a', before: '"b","LD_PRELOAD":"hostile"' }] });
    expect(await home.open().undo()).toMatchObject({ done: false });
    expect(home.text()).toBe(before);
  });
});

describe('what is kept', () => {
  it('holds no login, also where its @ is written as an escape', async () => {
    const before = String.raw`{"env":{"HTTPS_PROXY":"http://someone:planted\u0040corp.example:3128"}}`;
    home.put(before);
    await home.change('set');
    expect(home.kept()).not.toContain('planted');
    await home.open().undo();
    expect(home.text()).toBe(before);
  });

  it('leads back from the earlier change where a crash kept a later one from being written', async () => {
    home.put('{ "a": 1 }');
    await home.change('set');
    const first = home.text();
    home.port = 9001;
    await home.change('set');
    writeFileSync(home.file, first);
    expect(await home.standing()).toMatchObject({ state: 'elsewhere' });
    expect(await home.open().undo()).toMatchObject({ done: true, message: expect.stringContaining('byte for byte') });
    expect(home.text()).toBe('{ "a": 1 }');
  });

  it('is nothing where the folder of the settings is no whole path', async () => {
    const settings = home.open({ environment: { CLAUDE_CONFIG_DIR: 'here' } });
    expect(await settings.plan('set')).toMatchObject({ planned: false, message: expect.stringContaining('no whole path') });
    expect(await settings.read()).toMatchObject({ standing: { state: 'cannot-read' } });
  });
});
