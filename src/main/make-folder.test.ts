import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, strangersIn } from './make-folder.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'whence-folder-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe('makeFolder', () => {
  it('makes what is missing on the way, for its owner alone, and is content with what is there', () => {
    const folder = join(place, 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
    // Windows has no such modes.
    const mode = process.platform === 'win32' ? 0o700 : statSync(join(place, 'a')).mode & 0o777;
    expect(mode).toBe(0o700);
  });

  it.runIf(existsSync('/proc/self'))('throws, and soon, where the system makes no folders', () => {
    expect(() => makeFolder('/proc/whence/data')).toThrow('/proc/whence');
  });
});

describe.skipIf(process.platform === 'win32')('strangersIn', () => {
  it('names everybody where everybody can put files, unless the folder is sticky and all in it is ours', () => {
    const folder = join(place, 'shared');
    mkdirSync(folder);
    expect(strangersIn(folder)).toBeNull();
    chmodSync(folder, 0o777);
    expect(strangersIn(folder)).toContain('everybody');
    chmodSync(folder, 0o1777);
    writeFileSync(join(folder, 'ours'), '');
    expect(strangersIn(folder)).toBeNull();
  });

  // Only root can give files away.
  it.runIf(process.getuid?.() === 0)('names others who have put files into a sticky folder', () => {
    const folder = join(place, 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    writeFileSync(join(folder, 'theirs'), '');
    chownSync(join(folder, 'theirs'), 65534, 65534);
    expect(strangersIn(folder)).toContain('others have');
  });
});
