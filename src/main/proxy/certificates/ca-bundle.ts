import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { splitCertificates } from '../../certificate-files.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { readFurtherFiles } from './further-certificates.ts';

// All roots there are have some hundred kilobytes.
const mostBytes = 16 * 1024 * 1024;

/**
 * Writes `ca/bundle.pem`, the file to name in NODE_EXTRA_CA_CERTS, and returns where it is: our certificate and those of the
 * files the user's own NODE_EXTRA_CA_CERTS names, in our environment or where ours took its place, because the variable takes one file only. A
 * file of theirs that cannot be read gives a notice and is left out.
 */
export function writeCaBundle(
  authority: CertificateAuthority,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly file: string; readonly notices: readonly string[] } {
  const file = join(dirname(authority.certificateFile), 'bundle.pem');
  const named = [environment['NODE_EXTRA_CA_CERTS'], ...readFurtherFiles(dirname(file))];
  const theirs = [...new Set(named)].map((one) => readTheirs(one, file));
  const fresh = `${file}.new`;
  const texts = [...new Set([...theirs.flatMap(({ certificates }) => certificates), authority.certificatePem.trim()])];
  writeFileSync(fresh, `${texts.join('\n')}\n`, { mode: 0o644 });
  renameSync(fresh, file);
  return { file, notices: theirs.flatMap(({ notices }) => notices) };
}

function readTheirs(
  named: string | undefined,
  ours: string,
): { readonly certificates: readonly string[]; readonly notices: readonly string[] } {
  // The app may itself have been started from a terminal that points at our bundle.
  if (named === undefined || named === '' || resolve(named) === resolve(ours)) return { certificates: [], notices: [] };
  try {
    const about = statSync(named);
    // A pipe or a device may never end.
    if (!about.isFile() || about.size > mostBytes) throw new Error('no file of certificates');
    return { certificates: splitCertificates(readFileSync(named, 'utf8')), notices: [] };
  } catch {
    const notice = `NODE_EXTRA_CA_CERTS names ${named}, which cannot be read: its certificates are not in ${ours}.`;
    return { certificates: [], notices: [notice] };
  }
}
