import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ProblemCode } from './problem.ts';

export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Guarded {
  readonly port: number;
  readonly token: string;
  /** The methods of an address without its query; none for an address that there is not. */
  methodsAt(path: string): readonly string[];
}

const mostAddressChars = 8 * 1024;
const mostBodyBytes = 64 * 1024;

/**
 * Why a request is not let in, or null. Loopback is no border: any page in a browser reaches it, by its address and by a name of the page's own
 * that resolves to it. So `Host` must be ours, and where a browser says which page asks, that must be none or our own; only then is
 * the token looked at. Everything here is decided by the head alone.
 */
export function refusalOf(request: IncomingMessage, { port, token, methodsAt }: Guarded): Refusal | null {
  const { headers, url = '', method = '' } = request;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!hosts.includes(headers.host?.toLowerCase() ?? '')) {
    return { code: 'foreign-host', detail: `This API answers to 127.0.0.1:${port} and localhost:${port} only.` };
  }
  if (isOfAnotherPage(headers, hosts)) return { code: 'foreign-origin', detail: 'This API answers no page of another origin.' };
  if (url.length > mostAddressChars) return { code: 'address-too-long', detail: `An address may have ${mostAddressChars} characters.` };
  if (!isToken(headers.authorization, token)) {
    return { code: 'no-token', detail: 'Send the API token as "Authorization: Bearer TOKEN".', headers: { 'www-authenticate': 'Bearer' } };
  }
  // "//" for one is no address; neither is the absolute form, which is for proxies.
  const path = /^\/(?!\/)[^?#]*/.exec(url)?.[0];
  const methods = path === undefined ? [] : methodsAt(path);
  if (methods.length === 0) return { code: 'unknown-address', detail: `There is nothing at ${path ?? 'this address'}.` };
  if (!methods.includes(method)) {
    return { code: 'method-not-allowed', detail: `This address has ${methods.join(', ')}.`, headers: { allow: methods.join(', ') } };
  }
  if (headers['transfer-encoding'] !== undefined) return { code: 'length-required', detail: 'Say how long the body is, with Content-Length.' };
  return Number(headers['content-length'] ?? 0) > mostBodyBytes ? { code: 'body-too-large', detail: `A body may have ${mostBodyBytes / 1024} kB.` } : null;
}

function isOfAnotherPage({ origin, 'sec-fetch-site': site }: IncomingMessage['headers'], hosts: readonly string[]): boolean {
  if (origin !== undefined && !hosts.some((host) => origin.toLowerCase() === `http://${host}`)) return true;
  // `same-site` is another port of this machine: another program's page.
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Hashed first, so that what is compared is of one length, and the time it takes tells nothing. */
function isToken(header: string | undefined, token: string): boolean {
  return timingSafeEqual(digestOf(header ?? ''), digestOf(`Bearer ${token}`));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
