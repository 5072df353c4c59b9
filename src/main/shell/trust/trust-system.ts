import { X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../../contract/calls.ts';
import type { TrustState } from '../../../contract/status-view.ts';
import { runCommand, type RunCommand } from './run-command.ts';

/** The certificate as a trust store knows it. Fingerprints are upper-case hexadecimal. */
export interface TrustCertificate {
  readonly file: string;
  readonly pem: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** The part of the system that trust depends on. Given by tests for platforms they do not run on. */
export interface TrustSystem {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly home: string;
  readonly run: RunCommand;
  /** The whole path of a program that is installed, else null. */
  findProgram(name: string): string | null;
  exists(path: string): boolean;
  /** The file's text, or null when it cannot be read. */
  readText(path: string): string | null;
}

/** What a platform can do. State is always read from the system. */
export interface TrustStore {
  read(certificate: TrustCertificate): Promise<TrustState>;
  trust(certificate: TrustCertificate): Promise<Outcome>;
  remove(certificate: TrustCertificate): Promise<Outcome>;
}

/** The certificate in `file`; throws when there is none. */
export function readTrustCertificate(file: string): TrustCertificate {
  const pem = readFileSync(file, 'utf8');
  const certificate = new X509Certificate(pem);
  return {
    file,
    pem,
    sha1: certificate.fingerprint.replaceAll(':', ''),
    sha256: certificate.fingerprint256.replaceAll(':', ''),
  };
}

/** The system this process runs on. */
export function thisSystem(): TrustSystem {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    home: homedir(),
    run: runCommand,
    findProgram,
    exists: existsSync,
    readText(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
  };
}

// What is found runs as root, so it is not looked for in PATH, where users have folders of their own: whatever may write there
// would only have to wait for the next prompt. sudo has a list of its own for the same reason.
const systemFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/run/wrappers/bin', '/run/current-system/sw/bin'];

function findProgram(name: string): string | null {
  for (const folder of systemFolders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}
