import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { splitCertificates, systemBundleFiles } from '../../certificate-files.ts';

/**
 * The context that upstream certificates are verified with: Node's built-in roots, the system's, those the environment names
 * (a company's, as a rule) and those of `extraFiles`. Making it costs tens of milliseconds, so it is made once. An extra
 * file that cannot be read throws with its name.
 */
export function trustedRootsContext(extraFiles: readonly string[]): tls.SecureContext {
  const certificates = new Set<string>([...tls.rootCertificates, ...systemRoots(), ...environmentRoots()]);
  for (const file of extraFiles) {
    const found = splitCertificates(readFileSync(file, 'utf8'));
    if (found.length === 0) throw new Error(`${file} holds no certificate in PEM form`);
    for (const certificate of found) certificates.add(certificate);
  }
  return tls.createSecureContext({ ca: [...certificates] });
}

function systemRoots(): readonly string[] {
  // macOS and Windows keep no file; newer versions of Node can ask the system.
  if ('getCACertificates' in tls && typeof tls.getCACertificates === 'function') {
    try {
      const asked: unknown = tls.getCACertificates('system');
      if (Array.isArray(asked) && asked.length > 0) return asked.filter((item): item is string => typeof item === 'string');
    } catch {
      // Fall through to the files.
    }
  }
  for (const file of systemBundleFiles) {
    const found = certificatesOf(file);
    if (found.length > 0) return found;
  }
  return [];
}

function environmentRoots(): readonly string[] {
  return [process.env['NODE_EXTRA_CA_CERTS'], process.env['SSL_CERT_FILE']].flatMap((file) =>
    file === undefined || file === '' ? [] : certificatesOf(file),
  );
}

function certificatesOf(file: string): readonly string[] {
  try {
    return splitCertificates(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}
