import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeAuthority } from '../../proxy/certificates/make-certificates.ts';
import { readTrust } from './read-trust.ts';
import { removeCertificate } from './remove-certificate.ts';
import type { CommandResult } from './run-command.ts';
import { runCommand } from './run-command.ts';
import { trustCertificate } from './trust-certificate.ts';
import { readTrustCertificate, thisSystem, type TrustCertificate, type TrustSystem } from './trust-system.ts';

let folder: string;
let certificate: TrustCertificate;
const ca = (): { certificateFile: string } => ({ certificateFile: certificate.file });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "whence o'test "));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, (await makeAuthority(['api.example.test'], new Date())).certificatePem);
  certificate = readTrustCertificate(file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = (program: string, args: readonly string[]) => Partial<CommandResult>;

/** A system that runs nothing and keeps what it was asked to run. */
function recordingSystem(platform: NodeJS.Platform, answer: Answer, changes: Partial<TrustSystem> = {}): { system: TrustSystem; ran: string[][] } {
  const ran: string[][] = [];
  const system: TrustSystem = {
    platform,
    isRoot: false,
    home: '/Users/ana',
    run: async (program, args) => {
      ran.push([program, ...args]);
      return { exitCode: 0, missing: false, output: '', ...answer(program, args) };
    },
    findProgram: () => null,
    exists: () => false,
    readText: () => null,
    ...changes,
  };
  return { system, ran };
}

const succeed: Answer = () => ({});
const installed = (...names: string[]) => (name: string) => (names.includes(name) ? `/usr/sbin/${name}` : null);

test('macOS: adds to the login keychain for TLS alone, without sudo, and asks whether it took', async () => {
  const { system, ran } = recordingSystem('darwin', succeed);
  expect(await trustCertificate(ca(), system)).toMatchObject({ done: true });
  expect(ran).toEqual([
    ['security', 'add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-p', 'basic', '-k', '/Users/ana/Library/Keychains/login.keychain-db', certificate.file],
    ['security', 'verify-cert', '-l', '-L', '-q', '-p', 'basic', '-c', certificate.file],
  ]);
});

test('macOS: removes the trust and then the certificate, by its fingerprint', async () => {
  const { system, ran } = recordingSystem('darwin', (_program, [verb]) => ({ exitCode: verb === 'verify-cert' ? 1 : 0 }));
  expect(await removeCertificate(ca(), system)).toMatchObject({ done: true });
  expect(ran.slice(0, 2)).toEqual([
    ['security', 'remove-trusted-cert', certificate.file],
    ['security', 'delete-certificate', '-Z', certificate.sha1, '/Users/ana/Library/Keychains/login.keychain-db'],
  ]);
});

const said = async (output: string): Promise<unknown> => trustCertificate(ca(), recordingSystem('darwin', () => ({ exitCode: 1, output })).system);

test('macOS: a declined prompt, no screen to ask at and any other failure are three messages, with the command quoted', async () => {
  const manualCommand = expect.stringContaining(String.raw`o'\''test`);
  expect(await said('SecTrustSettingsSetTrustSettings: The authorization was canceled by the user.')).toEqual({
    done: false,
    message: 'The prompt was declined, so nothing was changed.',
    manualCommand,
  });
  expect(await said('The authorization was denied since no user interaction was possible.')).toMatchObject({
    message: expect.stringContaining('in Terminal on the Mac itself'),
  });
  expect(await said('SecCertificateCreateFromData: Unknown format')).toMatchObject({ message: expect.stringContaining('Unknown format') });
});

test('macOS: says what the system says of trust, and that it cannot tell without the program', async () => {
  expect(await readTrust(ca(), recordingSystem('darwin', succeed).system)).toMatchObject({ state: 'trusted' });
  expect(await readTrust(ca(), recordingSystem('darwin', () => ({ exitCode: 1 })).system)).toMatchObject({ state: 'not-trusted' });
  const missing = recordingSystem('darwin', () => ({ exitCode: null, missing: true })).system;
  expect(await readTrust(ca(), missing)).toMatchObject({ state: 'cannot-tell', manualCommand: expect.stringContaining('security verify-cert') });
});

test("Windows: adds to the user's own roots, and reads them by fingerprint however it is spaced", async () => {
  const spaced = certificate.sha1.toLowerCase().replaceAll(/(..)/g, '$1 ');
  const { system, ran } = recordingSystem('win32', (_program, args) => ({ output: args.includes('-verifystore') ? `Cert Hash(sha1): ${spaced}` : '' }));
  expect(await trustCertificate(ca(), system)).toMatchObject({ done: true });
  expect(ran).toEqual([
    ['certutil', '-user', '-addstore', 'Root', certificate.file],
    ['certutil', '-user', '-verifystore', 'Root', certificate.sha1],
  ]);
  expect(await readTrust(ca(), system)).toMatchObject({ state: 'trusted' });
  expect(await readTrust(ca(), recordingSystem('win32', () => ({ exitCode: -2146885628 })).system)).toMatchObject({ state: 'not-trusted' });
});

test('Windows: removes by fingerprint; a declined prompt is told by its code', async () => {
  const { system, ran } = recordingSystem('win32', (_program, args) => ({ exitCode: args.includes('-verifystore') ? -2146885628 : 0 }));
  expect(await removeCertificate(ca(), system)).toMatchObject({ done: true });
  expect(ran[0]).toEqual(['certutil', '-user', '-delstore', 'Root', certificate.sha1]);
  const declined = recordingSystem('win32', () => ({ exitCode: 2147943623, output: 'CertUtil: -addstore command FAILED: 0x800704c7' })).system;
  expect(await trustCertificate(ca(), declined)).toEqual({
    done: false,
    message: 'The prompt was declined, so nothing was changed.',
    manualCommand: `certutil -user -addstore Root "${certificate.file}"`,
  });
});

test('Linux: Debian, asked through pkexec at one prompt, with certificate and paths as parameters of a fixed script', async () => {
  const { system, ran } = recordingSystem('linux', succeed, { findProgram: installed('update-ca-certificates', 'pkexec') });
  await trustCertificate(ca(), system);
  await removeCertificate(ca(), system);
  const anchor = `/usr/local/share/ca-certificates/whence-ca-${certificate.sha256.slice(0, 8).toLowerCase()}.crt`;
  expect(ran).toEqual([
    ['/usr/sbin/pkexec', '/bin/sh', '-c', expect.not.stringContaining(certificate.file), 'sh', certificate.pem.trim(), anchor, '/usr/sbin/update-ca-certificates'],
    ['/usr/sbin/pkexec', '/bin/sh', '-c', 'rm -f "$1" && shift && "$@"', 'sh', anchor, '/usr/sbin/update-ca-certificates', '--fresh'],
  ]);
});

test('Linux: Fedora and Arch by their own tools, and as root without pkexec', async () => {
  const fedora = recordingSystem('linux', succeed, {
    isRoot: true,
    findProgram: installed('update-ca-trust', 'trust'),
    exists: (path) => path === '/etc/pki/ca-trust/source/anchors',
  });
  await trustCertificate(ca(), fedora.system);
  expect(fedora.ran[0]?.slice(-2)).toEqual([expect.stringMatching(/^\/etc\/pki\/ca-trust\/source\/anchors\/whence-ca-[0-9a-f]{8}\.crt$/), '/usr/sbin/update-ca-trust']);
  const arch = recordingSystem('linux', succeed, { isRoot: true, findProgram: installed('trust') });
  await trustCertificate(ca(), arch.system);
  await removeCertificate(ca(), arch.system);
  expect(arch.ran).toEqual([
    ['/usr/sbin/trust', 'anchor', '--store', certificate.file],
    ['/usr/sbin/trust', 'anchor', '--remove', certificate.file],
  ]);
});

const outcome = async (answer: Answer, names: string[]): Promise<unknown> =>
  trustCertificate(ca(), recordingSystem('linux', answer, { findProgram: installed(...names) }).system);

test('Linux: each way to fail has its own message and, where there is one, its command', async () => {
  const both = ['update-ca-certificates', 'pkexec'];
  const manualCommand = expect.stringMatching(/^sudo install -D -m 0644 '.*o'\\''test .*' \/usr\/local\/share\S+ && sudo \/usr\/sbin\/update-ca-certificates$/);
  expect(await outcome(() => ({ exitCode: 126 }), both)).toEqual({ done: false, message: 'The prompt was declined, so nothing was changed.', manualCommand });
  expect(await outcome(() => ({ exitCode: 127, output: 'Error: No authentication agent found.' }), both)).toEqual({
    done: false,
    message: expect.stringContaining('No authentication agent found'),
    manualCommand,
  });
  expect(await outcome(() => ({ exitCode: 1, output: 'read-only file system' }), both)).toMatchObject({
    message: expect.stringMatching(/^update-ca-certificates failed \(exit code 1: read-only file system\)/),
    manualCommand,
  });
  expect(await outcome(succeed, ['update-ca-certificates'])).toMatchObject({ message: expect.stringContaining('pkexec'), manualCommand });
  expect(await outcome(succeed, [])).toMatchObject({ message: expect.stringContaining('NODE_EXTRA_CA_CERTS'), manualCommand: null });
  // The tool says that all is well, and the bundle has not got it.
  expect(await outcome(succeed, both)).toMatchObject({ done: false, message: expect.stringContaining('not among those') });
});

test('an unknown platform says what to do instead', async () => {
  expect(await readTrust(ca(), recordingSystem('freebsd', succeed).system)).toMatchObject({ state: 'cannot-tell' });
});

test('a program that is not there is told apart from one that fails, and arguments arrive as they are', async () => {
  expect(await runCommand('no-such-program-of-ours', [])).toMatchObject({ exitCode: null, missing: true });
  expect(await runCommand(process.execPath, ['-e', 'console.log(process.argv[1]); process.exit(3)', '--', '$(id) "x"'])).toMatchObject({
    exitCode: 3,
    missing: false,
    output: '$(id) "x"',
  });
});

test("Linux: nothing is run as root from a folder of the user's PATH", () => {
  const usersFolder = mkdtempSync(join(tmpdir(), 'whence-path-'));
  writeFileSync(join(usersFolder, 'whence-planted'), '#!/bin/sh\n', { mode: 0o755 });
  vi.stubEnv('PATH', usersFolder);
  expect(thisSystem().findProgram('whence-planted')).toBeNull();
  vi.unstubAllEnvs();
  rmSync(usersFolder, { recursive: true });
});
