import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClaimedStore } from './claim-store.ts';

let folder: string;
let file: string;
const now = new Date('2025-03-04T05:06:07.008Z');
const opened = () => {
  const opening = openClaimedStore(file, now);
  if (!opening.opened) throw new Error(opening.message);
  return opening;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-'));
  file = join(folder, 'data', 'whence.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a claimed database', () => {
  it('is refused to a second, with the folder named, and free again once it is released', () => {
    const first = opened();
    expect(openClaimedStore(file, now)).toMatchObject({ opened: false, code: 'in-use', message: expect.stringContaining(join(folder, 'data')) });
    first.store.close();
    first.claim.release();
    const second = opened();
    second.store.close();
    second.claim.release();
  });

  it('is free again when its holder was killed', async () => {
    mkdirSync(join(folder, 'data'));
    const script = `const holder = new (require('better-sqlite3'))(${JSON.stringify(`${file}.in-use`)}); holder.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => holder.name, 1000);`;
    const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(openClaimedStore(file, now)).toMatchObject({ opened: false, code: 'in-use' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const { store, claim } = opened();
    store.close();
    claim.release();
  });

  it('can be had although somebody wrote into the file of the claim', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(`${file}.in-use`, 'not a database at all, and longer than the head of one would be: '.repeat(40));
    const { store, claim } = opened();
    expect(openClaimedStore(file, now)).toMatchObject({ opened: false, code: 'in-use' });
    store.close();
    claim.release();
  });

  it('says so when the folder cannot be made', () => {
    writeFileSync(join(folder, 'data'), '');
    expect(openClaimedStore(file, now)).toMatchObject({ opened: false, code: 'cannot-open', message: expect.stringContaining(join(folder, 'data')) });
  });
});
