import { trimBlanks, type HeaderList } from '../../domain/http/header-list.ts';

/** The parts of a request line or of a status line that reading goes on from; the other's are null. */
export interface StartLine {
  readonly method: string | null;
  readonly target: string | null;
  readonly status: number | null;
  readonly minorVersion: number;
}

/** The block before a body, as latin-1: what was read, in order and case; only the white space around values is off. */
export interface Head {
  readonly startLine: string;
  readonly start: StartLine;
  readonly headers: HeaderList;
}

/** A request line or status line of HTTP/1.x (RFC 9112, sections 3 and 4), or null when it is none. */
export function parseStartLine(line: string, side: 'request' | 'response'): StartLine | null {
  if (side === 'request') {
    const parts = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) +(\S(?:.*\S)?) +HTTP\/1\.(\d)\s*$/.exec(line);
    const [, method, target, minor] = parts ?? [];
    if (method === undefined || target === undefined) return null;
    return { method, target, status: null, minorVersion: Number(minor) };
  }
  const [, minor, status] = /^HTTP\/1\.(\d) +([1-9]\d\d)(?:\s.*)?$/.exec(line) ?? [];
  if (status === undefined) return null;
  return { method: null, target: null, status: Number(status), minorVersion: Number(minor) };
}

/**
 * Adds a field line to the headers: the name as it stands, the value without the white space around it. A folded line goes on
 * with the value before (RFC 9112, section 5.2); a line without a colon is kept as a name.
 */
export function parseFieldLine(headers: [string, string][], line: string): void {
  const last = headers.at(-1);
  if (last !== undefined && /^[ \t]/.test(line)) {
    last[1] = last[1] === '' ? trimBlanks(line) : `${last[1]} ${trimBlanks(line)}`;
    return;
  }
  const colon = line.indexOf(':');
  headers.push(colon === -1 ? [line, ''] : [line.slice(0, colon), trimBlanks(line.slice(colon + 1))]);
}
