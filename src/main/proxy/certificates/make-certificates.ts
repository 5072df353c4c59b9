// @peculiar/x509 asks its user to load this first.
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { isIP } from 'node:net';
import { randomBytes, webcrypto } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, id_ce_nameConstraints, NameConstraints } from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { isHostName } from '../../../contract/host-name.ts';

/** A certificate and its private key, both PEM. Plain data, so that a thread can be given it. */
export interface KeyedCertificate {
  readonly certificatePem: string;
  readonly keyPem: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const authorityDays = 5 * 365;
// macOS refuses server certificates of more than 825 days, and those of public authorities of more than 398.
const leafDays = 397;
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Makes a certificate authority, EC P-256, that can sign for `hosts` and nothing else: those DNS names are permitted, all IP
 * addresses excluded (RFC 5280, 4.2.1.10), and its use is to identify servers. A permitted name covers the names below it
 * too, so the hosts themselves are permitted, not their domain. Its name ends in random letters, so that a user with
 * several can tell them apart. Throws for what is no host name: an empty one would permit them all.
 */
export async function makeAuthority(hosts: readonly string[], now: Date): Promise<KeyedCertificate> {
  const wrong = hosts.find((host) => !isHostName(host));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not a host name, so no certificate can be limited to it`);
  const keys = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const name = `O=Whence, CN=Whence CA ${randomBytes(3).toString('hex')}`;
  const identifier = await SubjectKeyIdentifierExtension.create(keys.publicKey);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: name,
    issuer: name,
    // A day back, for clocks that disagree.
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + authorityDays * dayMs),
    signingAlgorithm: ecdsa,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      // In a root it keeps a stolen key from signing programs or mail.
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      nameConstraints(hosts),
      identifier,
      new AuthorityKeyIdentifierExtension(identifier.keyId),
    ],
  });
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}

/** Makes a server certificate for `host`, EC P-256, signed by `authority`. Does not ask whether the authority covers the host. */
export async function makeLeaf(authority: KeyedCertificate, host: string, now: Date): Promise<KeyedCertificate> {
  const issuer = new X509Certificate(authority.certificatePem);
  const [issuerKeyDer] = PemConverter.decode(authority.keyPem);
  if (issuerKeyDer === undefined) throw new Error('The key of the certificate authority is not PEM.');
  const signingKey = await webcrypto.subtle.importKey('pkcs8', issuerKeyDer, ecdsa, false, ['sign']);
  const keys = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
  const notAfterMs = Math.min(now.getTime() + (leafDays - 1) * dayMs, issuer.notAfter.getTime());
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: [{ O: ['Whence'] }, { CN: [host.slice(0, 64)] }],
    issuer: issuer.subject,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(notAfterMs),
    signingAlgorithm: ecdsa,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([{ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(keys.privateKey) };
}

/** The DNS names that `certificatePem` is permitted to sign for; empty where it has no constraints or cannot be read. */
export function permittedHosts(certificatePem: string): readonly string[] {
  try {
    const extension = new X509Certificate(certificatePem).getExtension(id_ce_nameConstraints);
    if (extension === null) return [];
    const constraints = AsnConvert.parse(extension.value, NameConstraints);
    return (constraints.permittedSubtrees ?? []).flatMap(({ base }) => (base.dNSName === undefined ? [] : [base.dNSName]));
  } catch {
    return [];
  }
}

function nameConstraints(hosts: readonly string[]): Extension {
  // No permitted name at all would permit every name.
  const permitted = hosts.length === 0 ? ['none.invalid'] : hosts;
  const constraints = new NameConstraints({
    permittedSubtrees: new GeneralSubtrees(permitted.map((host) => subtree({ dNSName: host }))),
    // Without these OpenSSL and Node accept a certificate for an IP address from an authority with permitted DNS names.
    excludedSubtrees: new GeneralSubtrees([subtree({ iPAddress: '0.0.0.0/0' }), subtree({ iPAddress: '::/0' })]),
  });
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}

function subtree(name: ConstructorParameters<typeof GeneralName>[0]): GeneralSubtree {
  return new GeneralSubtree({ base: new GeneralName(name) });
}

// 16 bytes, positive: the first bit is off and the first byte is not zero.
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString('hex');
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}
