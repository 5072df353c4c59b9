import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateCACertificate } from 'mockttp';

/** A certificate authority for one run of a test: made anew each time, so that no key is ever kept. */
export interface TestAuthority {
  readonly certPem: string;
  readonly keyPem: string;
  /** The certificate's file, for clients and proxies that are to trust it. */
  readonly caFile: string;
}

/** Makes an authority and writes its certificate, not its key, into `dir`. */
export async function createTestAuthority(dir: string): Promise<TestAuthority> {
  const { cert, key } = await generateCACertificate({ subject: { commonName: 'Whence test authority' } });
  const caFile = join(dir, 'test-authority.pem');
  await writeFile(caFile, cert);
  return { certPem: cert, keyPem: key, caFile };
}
