import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

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
