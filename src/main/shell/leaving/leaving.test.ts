import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../contract/calls.ts';
import { Leaving } from './leaving.ts';
import { absent, present, type RemovalStep } from './removal-step.ts';
import { removeCommandOf, whatStaysOutside } from './what-stays.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence-going-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function leavingOf(done: string[], answer = true, onChange: () => void = () => {}): Leaving {
  const step = (id: RemovalStep['id'], more: Partial<RemovalStep> = {}): RemovalStep => ({
    id,
    name: id,
    look: () => present(''),
    remove: () => {
      done.push(id);
      return { done: true, message: 'Gone.' };
    },
    ...more,
  });
  return new Leaving({
    dataDir,
    whatStays: () => [],
    onChange,
    confirm: () => Promise.resolve(answer),
    steps: [
      step('claude-settings', { remove: () => Promise.reject(new Error('the file is locked')) }),
      step('command', { look: () => absent('it is not installed') }),
      step('certificate', { remove: () => ({ done: false, message: 'The system refused.', manualCommand: 'sudo rm x' }) }),
      step('stop', { isRequired: true }),
      step('env-files'),
      step('data'),
    ],
  });
}

describe('removing everything', () => {
  it('goes on where a step fails, and says what became of each', async () => {
    const done: string[] = [];
    const report = await leavingOf(done).removeEverything(['env-files', 'stop']);
    expect(done).toEqual(['stop', 'data']);
    expect(report?.results.map(({ id, state, manualCommand }) => [id, state, manualCommand])).toEqual([
      ['claude-settings', 'failed', null],
      ['command', 'absent', null],
      ['certificate', 'failed', 'sudo rm x'],
      ['stop', 'done', null],
      ['env-files', 'left-out', null],
      ['data', 'done', null],
    ]);
    expect(report?.results[0]?.message).toContain('the file is locked');
    expect(report?.goesAtQuit).toBe(dataDir);
  });

  it('says while it goes on which step is under way and which are done', async () => {
    const seen: string[] = [];
    const leaving = leavingOf([], true, () => seen.push((leaving.report?.results ?? []).map(({ state }) => state).join(' ')));
    expect(leaving.report).toBeNull();
    const running = leaving.removeEverything(['env-files']);
    // A quit meanwhile waits for this.
    await expect.poll(() => leaving.report?.isOver).toBeDefined();
    await leaving.ended();
    expect(leaving.report).toEqual(await running);
    expect(seen[0]).toBe('under-way absent waiting waiting left-out waiting');
    expect(seen[3]).toBe('failed absent failed waiting left-out waiting');
    expect(seen.at(-1)).toBe('failed absent failed done left-out done');
    expect(leaving.report?.isOver).toBe(true);
  });

  it('does nothing when the user would rather not, and what was chosen to stay stays after the end too', async () => {
    const done: string[] = [];
    expect(await leavingOf(done, false).removeEverything([])).toBeNull();
    expect(done).toEqual([]);
    const report = await leavingOf(done).removeEverything(['data']);
    expect([report?.goesAtQuit, report?.stays[0]?.paths]).toEqual([null, [dataDir]]);
  });
});

describe('a removal', () => {
  it('is under way from the yes on, until all of it is done', async () => {
    const told = new EventEmitter();
    const answered = once(told, 'answer').then(([isWanted]) => isWanted === true);
    const removed = once(told, 'removed').then((): Outcome => ({ done: true, message: 'Gone.' }));
    const leaving = new Leaving({
      dataDir,
      whatStays: () => [],
      onChange: () => {},
      confirm: () => answered,
      steps: [{ id: 'data', name: 'All data', look: () => present(''), remove: () => removed }],
    });
    const asked = leaving.removeEverything([]);
    expect(leaving.state).toBe('not-begun');
    await leaving.ended();
    told.emit('answer', true);
    await expect.poll(() => leaving.state).toBe('under-way');
    // A second wish is the first one.
    expect(leaving.removeEverything([])).toBe(asked);
    let hasEnded = false;
    const ended = leaving.ended().then(() => (hasEnded = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasEnded).toBe(false);
    told.emit('removed');
    await ended;
    expect(leaving.state).toBe('done');
  });
});

describe('what stays', () => {
  it('names lines of startup files, the checkout, and how to delete it by hand', () => {
    const envFiles = { posix: join(dataDir, 'env.sh'), fish: join(dataDir, 'env.fish'), powerShell: join(dataDir, 'env.ps1') };
    writeFileSync(join(dataDir, '.zshrc'), `export A=1\n. ${envFiles.posix}\n`);
    const stays = whatStaysOutside({ home: dataDir, envFiles, checkout: "/home/me/it's whence", cache: null, platform: 'linux' });
    expect(stays.flatMap(({ paths }) => paths)).toEqual([`${join(dataDir, '.zshrc')}:2`, "/home/me/it's whence"]);
    expect(removeCommandOf(["/home/me/it's whence"], 'linux')).toBe(String.raw`rm -rf '/home/me/it'\''s whence'`);
    expect(removeCommandOf([String.raw`C:\it's`], 'win32')).toBe(String.raw`Remove-Item -Recurse -Force -LiteralPath 'C:\it''s'`);
  });
});
