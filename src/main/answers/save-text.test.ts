import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveText } from './save-text.ts';

let folder: string;
const asked: (readonly string[])[] = [];
const savingTo = (file: string | null) => ({
  chooseSaveFile: async (name: string, kind: string) => {
    asked.push([name, kind]);
    return file;
  },
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-text-'));
  asked.length = 0;
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe('saving a text', () => {
  it('writes it where the user says, for the owner alone, over what was there', async () => {
    const file = join(folder, 'sources.csv');
    writeFileSync(file, 'older and longer', { mode: 0o644 });
    expect(await saveText(savingTo(file), { name: 'sources.csv', text: 'a,b' })).toEqual({ done: true, message: `Saved as ${file}.` });
    expect(readFileSync(file, 'utf8')).toBe('a,b');
    // Windows has no such bits: it says that all may read and write.
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(readdirSync(folder)).toEqual(['sources.csv']);
    expect(asked).toEqual([['sources.csv', 'csv']]);
  });

  it('writes nothing when the dialog is cancelled', async () => {
    expect(await saveText(savingTo(null), { name: 'sources.csv', text: 'a,b' })).toMatchObject({ done: false, message: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('puts a file in the place of a link, and does not follow it', async () => {
    const [file, elsewhere] = [join(folder, 'link.json'), join(folder, 'dear.txt')];
    writeFileSync(elsewhere, 'Keep me.');
    symlinkSync(elsewhere, file);
    expect(await saveText(savingTo(file), { name: 'link.json', text: '{}' })).toMatchObject({ done: true });
    expect([readFileSync(elsewhere, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['Keep me.', '{}']);
  });

  it('says why it was not written, and leaves nothing behind', async () => {
    expect(await saveText(savingTo(join(folder, 'gone', 'a.md')), { name: 'a.md', text: 'x' })).toMatchObject({ done: false, message: 'It was not saved: the folder or file is not there any more. Choose another place.' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['../../etc/passwd', 'etc-passwd', 'text'],
    ['/tmp/x.csv', 'tmp-x.csv', 'csv'],
    ['.bashrc', 'bashrc', 'text'],
    ['C:\\Users\\me\\a.json', 'C-Users-me-a.json', 'json'],
    ['gnp.\u202Eexe.md', 'gnp.-exe.md', 'md'],
    ['\n', 'whence.txt', 'text'],
    ['a'.repeat(300) + '.csv', 'a'.repeat(96) + '.csv', 'csv'],
  ])('suggests a plain name for %j', async (name, suggested, kind) => {
    await saveText(savingTo(null), { name, text: '' });
    expect(asked).toEqual([[suggested, kind]]);
  });
});
