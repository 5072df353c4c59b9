import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { isHostName } from '../../../contract/host-name.ts';
import { isOwnFolder } from '../../make-folder.ts';
import { makeAuthority, permittedHosts, type KeyedCertificate } from './make-certificates.ts';

/** The certificate authority of a data directory: its two PEMs, where its certificate lies, and what it may sign for. */
export interface CertificateAuthority extends KeyedCertificate {
  readonly certificateFile: string;
  readonly hosts: readonly string[];
  readonly notAfterMs: number;
}

export interface OpenedAuthority {
  readonly authority: CertificateAuthority;
  /** What the user must know: files set aside. */
  readonly notices: readonly string[];
}

const renewalMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Loads the authority of `dataDir` (its folder `ca`, 0700, key 0600), or makes one for `hosts` when there is none. A damaged or
 * half-written one is set aside under another name, with a notice, and made anew. One that does not cover `hosts` is
 * returned as it is: a new one has to be trusted again, which is for the user to start (`renewAuthority`).
 */
export async function openAuthority(dataDir: string, hosts: readonly string[], now: Date): Promise<OpenedAuthority> {
  const files = filesOf(dataDir);
  makeOwn(files.folder);
  const present = [files.certificate, files.key].filter((file) => existsSync(file));
  if (present.length === 0) return { authority: await writeNew(files, hosts, now), notices: [] };

  const loaded = load(files);
  if (typeof loaded !== 'string') return { authority: loaded, notices: [] };
  const suffix = `.damaged-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  for (const file of present) renameSync(file, file + suffix);
  const notice =
    `The certificate in ${files.folder} could not be used (${loaded}). Its files are set aside with the ending "${suffix}" ` +
    'and a new certificate was made: trust it again, and remove the old one from where it was trusted.';
  return { authority: await writeNew(files, hosts, now), notices: [notice] };
}

/**
 * Makes a new authority for `hosts` in place of the one in `dataDir`, whose key is gone from then on. The new certificate
 * is not trusted until the user does so; take the old one out of the system's store first, while its file is known.
 */
export async function renewAuthority(dataDir: string, hosts: readonly string[], now: Date): Promise<CertificateAuthority> {
  const files = filesOf(dataDir);
  makeOwn(files.folder);
  return writeNew(files, hosts, now);
}

/** Whether the authority's constraints let it sign for `host`. Never for an IP address. */
export function covers(authority: Pick<CertificateAuthority, 'hosts'>, host: string): boolean {
  if (isIP(host) !== 0) return false;
  return authority.hosts.some((permitted) => host === permitted || host.endsWith(`.${permitted}`));
}

/** True when a new certificate is needed: a host in the list is not covered, or the end of its validity is within 30 days. */
export function isOutdated(authority: CertificateAuthority, hosts: readonly string[], now: Date): boolean {
  if (authority.notAfterMs - now.getTime() < renewalMs) return true;
  return hosts.some((host) => isIP(host) === 0 && !covers(authority, host.toLowerCase()));
}

interface AuthorityFiles {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
}

function filesOf(dataDir: string): AuthorityFiles {
  const folder = join(dataDir, 'ca');
  return { folder, certificate: join(folder, 'whence-ca.pem'), key: join(folder, 'whence-ca.key') };
}

/** A key that others could read or put in place of ours would open the user's traffic to them. */
function makeOwn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (!isOwnFolder(folder)) throw new Error(`${folder} belongs to another user, who could put a certificate of theirs into it`);
}

async function writeNew(files: AuthorityFiles, hosts: readonly string[], now: Date): Promise<CertificateAuthority> {
  const wanted = [...new Set(hosts.map((host) => host.toLowerCase()))].filter((host) => isIP(host) === 0);
  const made = await makeAuthority(wanted, now);
  const fresh = { certificate: `${files.certificate}.new`, key: `${files.key}.new` };
  for (const file of [fresh.certificate, fresh.key]) rmSync(file, { force: true });
  writeFileSync(fresh.key, made.keyPem, { mode: 0o600, flag: 'wx' });
  writeFileSync(fresh.certificate, made.certificatePem, { mode: 0o644, flag: 'wx' });
  // A crash between the two leaves a key and a certificate that do not match, which the next start sets aside.
  renameSync(fresh.key, files.key);
  renameSync(fresh.certificate, files.certificate);
  return describe(files, made);
}

/** The authority, or why it cannot be used. */
function load(files: AuthorityFiles): CertificateAuthority | string {
  let made: KeyedCertificate;
  try {
    made = { certificatePem: readFileSync(files.certificate, 'utf8'), keyPem: readFileSync(files.key, 'utf8') };
  } catch {
    return 'one of its two files is missing or cannot be read';
  }
  try {
    const certificate = new X509Certificate(made.certificatePem);
    if (!certificate.ca) return 'it is not the certificate of an authority';
    if (!certificate.checkPrivateKey(createPrivateKey(made.keyPem))) return 'its key and its certificate do not belong together';
  } catch {
    return 'its files are damaged';
  }
  chmodSync(files.key, 0o600);
  const authority = describe(files, made);
  const isLimited = authority.hosts.length > 0 && authority.hosts.every(isHostName);
  return isLimited ? authority : 'it is not limited to any hosts';
}

function describe(files: AuthorityFiles, made: KeyedCertificate): CertificateAuthority {
  const certificate = new X509Certificate(made.certificatePem);
  return {
    ...made,
    certificateFile: files.certificate,
    hosts: permittedHosts(made.certificatePem),
    notAfterMs: Date.parse(certificate.validTo),
  };
}
