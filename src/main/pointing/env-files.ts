import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fishScript, posixScript, powerShellScript, type EnvFacts } from './env-scripts.ts';

/** The files that point a shell at the proxy when it reads them, for each kind of shell. */
export interface EnvFiles {
  /** For bash, zsh, dash and their like. */
  readonly posix: string;
  readonly fish: string;
  readonly powerShell: string;
}

/** Where a data directory has them. */
export function envFilesOf(dataDir: string): EnvFiles {
  return { posix: join(dataDir, 'env.sh'), fish: join(dataDir, 'env.fish'), powerShell: join(dataDir, 'env.ps1') };
}

/** Writes them, each in one step: a shell may read one at any moment. Throws where they cannot be written. */
export function writeEnvFiles(dataDir: string, facts: EnvFacts): EnvFiles {
  const files = envFilesOf(dataDir);
  const texts = [
    [files.posix, posixScript(facts)],
    [files.fish, fishScript(facts)],
    [files.powerShell, powerShellScript(facts)],
  ] as const;
  for (const [file, text] of texts) {
    writeFileSync(`${file}.new`, text, { mode: 0o644 });
    renameSync(`${file}.new`, file);
  }
  return files;
}
