import { readFileSync } from 'node:fs';

/** Why a test that changes the certificate store, or runs Claude Code, cannot be run here; null where it can. */
export function whyNoPrivateMachine(): string | null {
  if (process.env['WHENCE_PRIVATE_MACHINE'] === 'ready') return null;
  return process.env['WHENCE_PRIVATE_MACHINE'] ?? 'it runs on a private machine only: use npm test';
}

/** Why the real Claude Code cannot be run here; null where it can. */
export function whyNoRealClient(): string | null {
  const missing = whyNoPrivateMachine();
  if (missing !== null) return missing;
  return realClientBinary() === null ? (process.env['WHENCE_REAL_CLIENT_MISSING'] ?? 'it was not fetched') : null;
}

export function realClientBinary(): string | null {
  const binary = process.env['WHENCE_REAL_CLIENT'];
  return binary === undefined || binary === '' ? null : binary;
}

/** The certificates that programs of this system trust, as OpenSSL and curl read them. */
export function systemCertificates(): string {
  return readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8');
}
