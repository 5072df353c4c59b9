import { dirname } from 'node:path';
import { writeCaBundle } from './ca-bundle.ts';
import { isOutdated, openAuthority, renewAuthority, type CertificateAuthority } from './certificate-authority.ts';
import { writeFurtherFiles } from './further-certificates.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface KeptAuthorityOptions {
  readonly dataDir: string;
  /** Those it has to sign for. */
  readonly hosts: readonly string[];
  /** Makes a new one, with a notice, where the stored one cannot sign for all of them or runs out. */
  readonly renewOutdated: boolean;
  readonly environment: Environment;
}

/** The authority of a running engine, and the bundle that clients are pointed at. */
export class KeptAuthority {
  readonly bundleFile: string;
  readonly #dataDir: string;
  readonly #environment: Environment;
  #current: CertificateAuthority;

  constructor(dataDir: string, environment: Environment, opened: { readonly authority: CertificateAuthority; readonly bundleFile: string }) {
    this.#dataDir = dataDir;
    this.#environment = environment;
    this.#current = opened.authority;
    this.bundleFile = opened.bundleFile;
  }

  get current(): CertificateAuthority {
    return this.#current;
  }

  isOutdated(hosts: readonly string[], now: Date): boolean {
    return isOutdated(this.#current, hosts, now);
  }

  /** Makes a new one for these hosts in its place, to be trusted anew. Throws where it cannot be written. */
  async renew(hosts: readonly string[], now: Date): Promise<CertificateAuthority> {
    this.#current = await renewAuthority(this.#dataDir, hosts, now);
    writeCaBundle(this.#current, this.#environment);
    return this.#current;
  }

  /** Has the bundle hold the certificates of these files besides ours, from now on. Returns what is to be said of those that cannot be read; throws where it cannot be written. */
  trustAlso(files: readonly string[]): readonly string[] {
    writeFurtherFiles(dirname(this.bundleFile), files);
    return writeCaBundle(this.#current, this.#environment).notices;
  }
}

/** Opens the authority of a data directory, or makes it, and writes the bundle. `notices` are sentences for the user. */
export async function openKeptAuthority(
  { dataDir, hosts, renewOutdated, environment }: KeptAuthorityOptions,
  now: Date,
): Promise<{ readonly authority: KeptAuthority; readonly notices: readonly string[] }> {
  const opened = await openAuthority(dataDir, hosts, now);
  const renews = renewOutdated && isOutdated(opened.authority, hosts, now);
  const authority = renews ? await renewAuthority(dataDir, hosts, now) : opened.authority;
  const bundle = writeCaBundle(authority, environment);
  const renewal = `A new certificate was made, since the old one does not cover ${hosts.join(', ')} or runs out. Trust it where the old one was trusted.`;
  return {
    authority: new KeptAuthority(dataDir, environment, { authority, bundleFile: bundle.file }),
    notices: [...opened.notices, ...(renews ? [renewal] : []), ...bundle.notices],
  };
}
