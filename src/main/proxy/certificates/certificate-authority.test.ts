import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeCaBundle } from './ca-bundle.ts';
import { covers, isOutdated, openAuthority, renewAuthority } from './certificate-authority.ts';
import { makeAuthority, makeLeaf, permittedHosts, type KeyedCertificate } from './make-certificates.ts';

const now = new Date();
const hosts = ['api.example.test', 'other.example.test'];
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'whence data '));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const mode = (path: string): number => statSync(path).mode & 0o777;

test('makes an authority on the first start, readable to its owner alone, and loads the same one on the next', async () => {
  const first = await openAuthority(dataDir, hosts, now);
  expect(first.notices).toEqual([]);
  expect(first.authority.hosts).toEqual(hosts);
  expect(new X509Certificate(first.authority.certificatePem).subject).toMatch(/^CN=Whence CA [0-9a-f]{6}$/m);
  expect(mode(join(dataDir, 'ca'))).toBe(0o700);
  expect(mode(join(dataDir, 'ca', 'whence-ca.key'))).toBe(0o600);
  expect(readFileSync(first.authority.certificateFile, 'utf8')).toBe(first.authority.certificatePem);
  expect(await openAuthority(dataDir, hosts, now)).toEqual(first);
});

// Only root can make a folder somebody else's.
test.runIf(process.getuid?.() === 0)('makes and reads no authority in a folder of another user', async () => {
  await openAuthority(dataDir, hosts, now);
  chownSync(join(dataDir, 'ca'), 65_534, 65_534);
  await expect(openAuthority(dataDir, hosts, now)).rejects.toThrow('another user');
  await expect(renewAuthority(dataDir, hosts, now)).rejects.toThrow('another user');
});

test('two authorities have different names and serial numbers', async () => {
  const made = await Promise.all([makeAuthority(hosts, now), makeAuthority(hosts, now)]);
  const [first, second] = made.map(({ certificatePem }) => new X509Certificate(certificatePem));
  expect(first?.subject).not.toBe(second?.subject);
  expect(first?.serialNumber).not.toBe(second?.serialNumber);
});

test.each([
  ['a certificate cut short', (ca: string) => writeFileSync(join(ca, 'whence-ca.pem'), '-----BEGIN CERTIFICATE-----\nMIIB')],
  ['a missing key', (ca: string) => rmSync(join(ca, 'whence-ca.key'))],
  ['an empty key', (ca: string) => writeFileSync(join(ca, 'whence-ca.key'), '')],
])('sets %s aside, says so, and makes a new one', async (_name, damage) => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  damage(join(dataDir, 'ca'));
  const again = await openAuthority(dataDir, hosts, now);
  expect(again.notices).toEqual([expect.stringContaining('could not be used')]);
  expect(again.authority.certificatePem).not.toBe(authority.certificatePem);
  expect(readdirSync(join(dataDir, 'ca')).some((name) => name.includes('.damaged-'))).toBe(true);
  expect((await openAuthority(dataDir, hosts, now)).notices).toEqual([]);
});

test.each(['', '.', '*.example.test', 'a b'])('makes no authority for "%s", which is no host name', async (host) => {
  await expect(makeAuthority([host], now)).rejects.toThrow('not a host name');
});

test('sets a key aside that belongs to another certificate, and an authority without limits', async () => {
  await openAuthority(dataDir, hosts, now);
  writeFileSync(join(dataDir, 'ca', 'whence-ca.key'), (await makeAuthority(hosts, now)).keyPem);
  expect((await openAuthority(dataDir, hosts, now)).notices).toEqual([expect.stringContaining('do not belong together')]);
});

test('covers the listed hosts and what is below them, never an address or a neighbour', async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  expect(['api.example.test', 'x.api.example.test', 'example.test', 'notapi.example.test', '127.0.0.1', '::1'].filter((host) => covers(authority, host))).toEqual([
    'api.example.test',
    'x.api.example.test',
  ]);
});

test('is outdated when a listed host is not covered or its end is near, and no more once renewed', async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  expect(isOutdated(authority, hosts, now)).toBe(false);
  expect(isOutdated(authority, ['API.example.test'], now)).toBe(false);
  expect(isOutdated(authority, [...hosts, 'new.test'], now)).toBe(true);
  expect(isOutdated(authority, hosts, new Date(authority.notAfterMs - 1000))).toBe(true);
  const renewed = await renewAuthority(dataDir, [...hosts, 'new.test'], now);
  expect(isOutdated(renewed, [...hosts, 'new.test'], now)).toBe(false);
  expect((await openAuthority(dataDir, hosts, now)).authority).toEqual(renewed);
});

test('an authority for no hosts at all may sign for none, not for all', async () => {
  expect(permittedHosts((await makeAuthority([], now)).certificatePem)).toEqual(['none.invalid']);
});

/** What Node's client says of a server that presents this certificate for this name: null when it accepts. */
async function verdict(leaf: KeyedCertificate, servername: string, ca: string): Promise<string | null> {
  const server = createServer({ cert: leaf.certificatePem, key: leaf.keyPem });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const isAddress = /^[\d.]+$/.test(servername);
  const client = connect({ host: '127.0.0.1', port, ca, ...(isAddress ? {} : { servername }) });
  try {
    return await new Promise((resolve) => {
      client.once('secureConnect', () => resolve(null));
      client.once('error', (error) => resolve(error.message));
    });
  } finally {
    client.destroy();
    server.close();
  }
}

test('a stolen key opens nothing else: clients reject its certificates for another host and for an address', async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  const judge = async (host: string): Promise<string | null> => verdict(await makeLeaf(authority, host, now), host, authority.certificatePem);
  expect(await judge('api.example.test')).toBeNull();
  expect(await judge('elsewhere.test')).toBe('permitted subtree violation');
  expect(await judge('127.0.0.1')).toBe('excluded subtree violation');
});

test('server certificates last no longer than platforms allow, and name their host and their issuer', async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  const leaf = new X509Certificate((await makeLeaf(authority, 'api.example.test', now)).certificatePem);
  expect((Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000).toBeLessThanOrEqual(397);
  expect(leaf.subjectAltName).toBe('DNS:api.example.test');
  expect(leaf.checkIssued(new X509Certificate(authority.certificatePem))).toBe(true);
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn("Skipped: openssl's opinion of the certificates: it is not installed.");

test.skipIf(!hasOpenssl)('openssl agrees, and shows the constraints as critical', async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  const verify = async (host: string): Promise<string> => {
    const file = join(dataDir, 'leaf.pem');
    writeFileSync(file, (await makeLeaf(authority, host, now)).certificatePem);
    const { stdout, stderr } = spawnSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', authority.certificateFile, file], { encoding: 'utf8' });
    return stdout + stderr;
  };
  expect(await verify('api.example.test')).toMatch(/leaf\.pem: OK/);
  expect(await verify('elsewhere.test')).toMatch(/permitted subtree violation/);
  expect(await verify('10.0.0.1')).toMatch(/excluded subtree violation/);
  const { stdout } = spawnSync('openssl', ['x509', '-in', authority.certificateFile, '-noout', '-text'], { encoding: 'utf8' });
  expect(stdout).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:api\.example\.test\s+DNS:other\.example\.test\s+Excluded:\s+IP:0\.0\.0\.0\/0\.0\.0\.0/);
  expect(stdout).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
  expect(stdout).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/);
});

test("the bundle holds the user's own extra certificates and ours", async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  const theirs = (await makeAuthority(['corp.test'], now)).certificatePem;
  const theirFile = join(dataDir, 'corp.pem');
  writeFileSync(theirFile, `# our company\n${theirs}`);
  const { file, notices } = writeCaBundle(authority, { NODE_EXTRA_CA_CERTS: theirFile });
  expect(notices).toEqual([]);
  expect(file).toBe(join(dataDir, 'ca', 'bundle.pem'));
  const subjects = readFileSync(file, 'utf8').split(/(?<=-----END CERTIFICATE-----)\s*/).filter(Boolean).map((pem) => new X509Certificate(pem).subject);
  expect(subjects).toEqual([new X509Certificate(theirs).subject, new X509Certificate(authority.certificatePem).subject]);
});

test('the bundle does not feed on itself, and says which file it could not read', async () => {
  const { authority } = await openAuthority(dataDir, hosts, now);
  const { file } = writeCaBundle(authority, {});
  const alone = readFileSync(file, 'utf8');
  expect(alone).toBe(authority.certificatePem);
  writeCaBundle(authority, { NODE_EXTRA_CA_CERTS: file });
  expect(readFileSync(file, 'utf8')).toBe(alone);
  expect(writeCaBundle(authority, { NODE_EXTRA_CA_CERTS: '/nowhere.pem' }).notices).toEqual([expect.stringContaining('/nowhere.pem')]);
});
