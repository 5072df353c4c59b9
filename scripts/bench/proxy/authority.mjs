// @peculiar/x509 asks its user to load this first.
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes an authority for one run and a server certificate of it for `hosts`, EC P-256 as the real upstream's is. The
 * certificates and the server's key are written into `folder`; the authority's own key is not kept.
 * @param {string} folder
 * @param {readonly string[]} hosts
 * @returns {Promise<{ caFile: string, certificateFile: string, keyFile: string }>}
 */
export async function makeUpstreamCertificate(folder, hosts) {
  const validity = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 7 * dayMs) };
  const authorityKeys = await newKeys();
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: 'CN=Bench authority',
    keys: authorityKeys,
    signingAlgorithm: ecdsa,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  const serverKeys = await newKeys();
  const server = await X509CertificateGenerator.create({
    ...validity,
    subject: 'CN=Bench upstream',
    issuer: authority.subject,
    signingAlgorithm: ecdsa,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [new SubjectAlternativeNameExtension(hosts.map((host) => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host })))],
  });
  const files = {
    caFile: path.join(folder, 'upstream-authority.pem'),
    certificateFile: path.join(folder, 'upstream.pem'),
    keyFile: path.join(folder, 'upstream-key.pem'),
  };
  await writeFile(files.caFile, `${authority.toString('pem')}\n`);
  await writeFile(files.certificateFile, `${server.toString('pem')}\n`);
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey), 'PRIVATE KEY');
  await writeFile(files.keyFile, `${key}\n`, { mode: 0o600 });
  return files;
}

function newKeys() {
  return webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
}
