import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listForeign, listOurFiles, removeEmptyDataDir, removeOurFiles } from './our-files.ts';
import { claimWindowFolder, removeWindowFolder } from './window-folder.ts';

/** The number of the app that has ended. */
const gone = 4_194_305;
let folder: string;
let dataDir: string;
let outside: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-ours-'));
  dataDir = join(folder, 'data');
  outside = join(folder, 'outside');
  claimWindowFolder(dataDir, gone);
  for (const made of [dataDir, outside, join(dataDir, 'ca'), join(dataDir, 'standby'), join(dataDir, 'window', 'Cache')]) mkdirSync(made, { recursive: true });
  for (const name of ['ca/whence-ca.key', 'ca/whence-ca.pem', 'ca/bundle.pem', 'whence.db', 'whence.db-wal', 'whence.db.in-use', 'env.sh', 'settings.json', 'settings.json.unreadable', 'window.json', 'window/Cache/data']) {
    writeFileSync(join(dataDir, name), name);
  }
  writeFileSync(join(outside, 'dear.txt'), 'Keep me.');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const removeAll = (): void => {
  removeOurFiles(dataDir);
  removeWindowFolder(dataDir, gone);
  removeEmptyDataDir(dataDir);
};

describe('the files of a data directory', () => {
  it('that are ours go, the key first, and then the directory', () => {
    expect(listOurFiles(dataDir)[0]).toBe(join(dataDir, 'ca', 'whence-ca.key'));
    expect(listForeign(dataDir)).toEqual([]);
    removeAll();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('that are not ours stay, and so do the folders they are in', () => {
    for (const name of ['notes.txt', 'whence.db.backup', 'ca/mine.pem']) writeFileSync(join(dataDir, name), name);
    mkdirSync(join(dataDir, 'photos'));
    expect(listForeign(dataDir)).toEqual(['ca/mine.pem', 'notes.txt', 'photos', 'whence.db.backup'].map((name) => join(dataDir, name)));
    removeAll();
    expect(readdirSync(dataDir)).toEqual(['ca', 'notes.txt', 'photos', 'whence.db.backup']);
    expect(readdirSync(join(dataDir, 'ca'))).toEqual(['mine.pem']);
  });

  it('that are links are not followed, wherever they lead', () => {
    symlinkSync(outside, join(dataDir, 'window', 'link'));
    rmSync(join(dataDir, 'standby'), { recursive: true });
    writeFileSync(join(outside, '0123456789abcdef.json'), '{}');
    symlinkSync(outside, join(dataDir, 'standby'));
    symlinkSync(join(outside, 'dear.txt'), join(dataDir, 'env.fish'));
    removeAll();
    expect(readdirSync(outside)).toEqual(['0123456789abcdef.json', 'dear.txt']);
    expect(readFileSync(join(outside, 'dear.txt'), 'utf8')).toBe('Keep me.');
    expect(readdirSync(dataDir)).toEqual(['standby']);
  });

  it('leave a window folder alone that is a link', () => {
    rmSync(join(dataDir, 'window'), { recursive: true });
    symlinkSync(outside, join(dataDir, 'window'));
    removeAll();
    expect(readdirSync(outside)).toEqual(['dear.txt']);
  });

  it('go from the folder for terminals by their names alone', () => {
    mkdirSync(join(dataDir, 'terminal', 'zsh'), { recursive: true });
    for (const name of ['bashrc', 'zsh/.zshenv', 'open-0123456789ab.log', 'mine.txt']) writeFileSync(join(dataDir, 'terminal', name), name);
    expect(listForeign(dataDir)).toEqual([join(dataDir, 'terminal', 'mine.txt')]);
    removeAll();
    expect(readdirSync(join(dataDir, 'terminal'))).toEqual(['mine.txt']);
  });
});

describe('the folder of the window', () => {
  let window: string;
  beforeEach(() => {
    window = join(dataDir, 'window');
  });

  it('stays with an app that was started since, and goes when that too has ended', () => {
    expect(claimWindowFolder(dataDir, process.pid)).toBeNull();
    removeAll();
    expect(existsSync(join(window, 'Cache', 'data'))).toBe(true);
    removeWindowFolder(dataDir, process.pid);
    removeEmptyDataDir(dataDir);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('goes as well where an attempt before was cut short', () => {
    mkdirSync(join(dataDir, 'window-going', 'Cache'), { recursive: true });
    expect(listForeign(dataDir)).toEqual([]);
    removeAll();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('is not taken from somebody else', () => {
    rmSync(window, { recursive: true });
    mkdirSync(window);
    writeFileSync(join(window, 'photo.jpg'), 'Keep me.');
    expect(claimWindowFolder(dataDir)).toContain('is not of Whence');
    expect(readdirSync(window)).toEqual(['photo.jpg']);
    // One of an app that did not mark it yet.
    writeFileSync(join(window, 'Local State'), '{}');
    expect(claimWindowFolder(dataDir)).toBeNull();
    expect(claimWindowFolder(join(folder, 'new', 'data'))).toBeNull();
    expect(existsSync(join(folder, 'new', 'data', 'window', 'of-whence'))).toBe(true);
  });
});
