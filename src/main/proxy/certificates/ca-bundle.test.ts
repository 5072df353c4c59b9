import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { splitCertificates } from '../../certificate-files.ts';
import { openKeptAuthority } from './kept-authority.ts';
import { openAuthority } from './certificate-authority.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whence-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-11-01T00:00:00Z');

/** The certificate of somebody else, in a file. */
async function theirs(name: string): Promise<{ readonly file: string; readonly certificate: string }> {
  const { certificatePem } = await openAuthority(join(folder, name), ['corp.example'], now).then(({ authority }) => authority);
  const file = join(folder, `${name}.pem`);
  writeFileSync(file, certificatePem);
  return { file, certificate: certificatePem.trim() };
}

it('holds the certificates of files that it took the place of, over a restart, until they are no longer named', async () => {
  const [inShell, inSettings] = [await theirs('shell'), await theirs('settings')];
  const options = { dataDir: join(folder, 'data'), hosts: ['api.anthropic.com'], renewOutdated: false, environment: { NODE_EXTRA_CA_CERTS: inShell.file } };
  const { authority } = await openKeptAuthority(options, now);
  const ours = authority.current.certificatePem.trim();
  const held = (): readonly string[] => splitCertificates(readFileSync(authority.bundleFile, 'utf8'));

  expect(held()).toEqual([inShell.certificate, ours]);
  expect(authority.trustAlso([inSettings.file, join(folder, 'missing.pem')])).toEqual([expect.stringContaining('missing.pem')]);
  expect(held()).toEqual([inShell.certificate, inSettings.certificate, ours]);
  const { notices } = await openKeptAuthority(options, now);
  expect(held()).toEqual([inShell.certificate, inSettings.certificate, ours]);
  expect(notices).toEqual([expect.stringContaining('missing.pem')]);
  // One file under both names is held once.
  expect(authority.trustAlso([inShell.file])).toEqual([]);
  expect(held()).toEqual([inShell.certificate, ours]);
  authority.trustAlso([]);
  expect(held()).toEqual([inShell.certificate, ours]);
});

it.skipIf(process.platform === 'win32')('does not read what may never end', async () => {
  const options = { dataDir: join(folder, 'data'), hosts: ['api.anthropic.com'], renewOutdated: false, environment: { NODE_EXTRA_CA_CERTS: '/dev/zero' } };
  const { notices } = await openKeptAuthority(options, now);
  expect(notices).toEqual([expect.stringContaining('/dev/zero, which cannot be read')]);
});
