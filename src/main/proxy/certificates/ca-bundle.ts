import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { splitCertificates } from '../../certificate-files.ts';
import type { CertificateAuthority } from './certificate-authority.ts';

/**
 * Writes `ca/bundle.pem`, the file to name in NODE_EXTRA_CA_CERTS, and returns where it is: our certificate and those of the
 * file the user's own NODE_EXTRA_CA_CERTS names, because the variable takes one file only and ours would replace theirs. A
 * file of theirs that cannot be read gives a notice and is left out.
 */
export function writeCaBundle(
  authority: CertificateAuthority,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly file: string; readonly notices: readonly string[] } {
  const file = join(dirname(authority.certificateFile), 'bundle.pem');
  const theirs = readTheirs(environment['NODE_EXTRA_CA_CERTS'], file);
  const fresh = `${file}.new`;
  const texts = [...theirs.certificates, authority.certificatePem.trim()];
  writeFileSync(fresh, `${texts.join('\n')}\n`, { mode: 0o644 });
  renameSync(fresh, file);
  return { file, notices: theirs.notices };
}

function readTheirs(
  named: string | undefined,
  ours: string,
): { readonly certificates: readonly string[]; readonly notices: readonly string[] } {
  // The app may itself have been started from a terminal that points at our bundle.
  if (named === undefined || named === '' || resolve(named) === resolve(ours)) return { certificates: [], notices: [] };
  try {
    return { certificates: splitCertificates(readFileSync(named, 'utf8')), notices: [] };
  } catch {
    const notice = `NODE_EXTRA_CA_CERTS names ${named}, which cannot be read: its certificates are not in ${ours}.`;
    return { certificates: [], notices: [notice] };
  }
}
