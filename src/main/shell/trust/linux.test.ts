import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeAuthority } from '../../proxy/certificates/make-certificates.ts';
import { readTrust } from './read-trust.ts';
import { removeCertificate } from './remove-certificate.ts';
import { runCommand } from './run-command.ts';
import { trustCertificate } from './trust-certificate.ts';
import { thisSystem, type TrustSystem } from './trust-system.ts';

const anchors = '/usr/local/share/ca-certificates';
const bundle = '/etc/ssl/certs/ca-certificates.crt';

/** Copies of the two folders that update-ca-certificates changes, mounted over them for one process alone. */
const mountCopies = `
set -e
# Without root the machine's private keys cannot be copied, and they are not wanted.
cp -a /etc/ssl "$1/ssl" 2>/dev/null || test -d "$1/ssl/certs"
mkdir -p "$1/anchors"
mount --bind "$1/ssl" /etc/ssl
mount --bind "$1/anchors" ${anchors}
echo mounted
exec sleep 120
`;

const isRoot = process.getuid?.() === 0;
const missing = whyNot();
if (missing !== null) console.warn(`Skipped: the real update-ca-certificates: ${missing}.`);

test.skipIf(missing !== null)('the real update-ca-certificates: trusted, then not, and nothing outside the namespace changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whence trust '));
  const before = outside();
  const namespace = await openNamespace(folder);
  try {
    const pid = String(namespace.pid);
    const enter = isRoot ? ['-t', pid, '-m'] : ['-t', pid, '-U', '--preserve-credentials', '-m'];
    const system: TrustSystem = {
      ...thisSystem(),
      isRoot: true,
      run: (program, args) => runCommand('nsenter', [...enter, program, ...args]),
      readText: (path) => readInside(pid, path),
    };
    const certificateFile = join(folder, "the user's data", 'ca.pem');
    mkdirSync(join(folder, "the user's data"));
    writeFileSync(certificateFile, (await makeAuthority(['api.example.test'], new Date())).certificatePem);
    const ca = { certificateFile };

    expect((await readTrust(ca, system)).state).toBe('not-trusted');
    expect(await trustCertificate(ca, system)).toEqual({ done: true, message: 'The certificate is trusted by this system.' });
    expect(await readTrust(ca, system)).toMatchObject({ state: 'trusted', message: `The certificate is in ${bundle}.` });
    expect((await readTrust(ca)).state).toBe('not-trusted');
    expect(await removeCertificate(ca, system)).toEqual({ done: true, message: 'The certificate is no longer trusted by this system.' });
    expect((await readTrust(ca, system)).state).toBe('not-trusted');
  } finally {
    namespace.kill();
    await once(namespace, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
  expect(outside()).toEqual(before);
});

function whyNot(): string | null {
  if (process.platform !== 'linux') return `this is ${process.platform}`;
  if (thisSystem().findProgram('update-ca-certificates') === null) return 'it is not installed';
  if (!existsSync(anchors)) return `${anchors} does not exist`;
  const tried = spawnSync('unshare', [...(isRoot ? [] : ['-r']), '-m', 'true'], { encoding: 'utf8' });
  return tried.status === 0 ? null : `a mount namespace could not be made (${tried.error?.message ?? tried.stderr.trim()})`;
}

async function openNamespace(folder: string): Promise<ChildProcess> {
  const child = spawn('unshare', [...(isRoot ? [] : ['-r']), '-m', 'sh', '-c', mountCopies, 'sh', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said]: unknown[] = await once(child.stdout, 'data');
  expect(String(said).trim()).toBe('mounted');
  return child;
}

function readInside(pid: string, path: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/root${path}`, 'utf8');
  } catch {
    return null;
  }
}

function outside(): unknown {
  const digest = createHash('sha256').update(readFileSync(bundle)).digest('hex');
  return { digest, anchors: readdirSync(anchors), links: readdirSync('/etc/ssl/certs').length };
}
