import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { errorMessage } from './error-message.ts';
import { isHostName } from '../contract/host-name.ts';
import type { ConnectTo } from './proxy/upstream/connect-to.ts';

/** The options of the command line, for the app and for the engine alone. Absent ones are undefined. */
export interface CommandOptions {
  readonly port?: number;
  readonly apiPort?: number;
  readonly dataDir?: string;
  readonly standby: boolean;
  /** The port is left to a standby, and nothing else is started; for the app alone. */
  readonly standbyOnly: boolean;
  readonly interceptHosts?: readonly string[];
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamCaFiles: readonly string[];
  readonly retentionDays?: number;
  readonly maxStoreMb?: number;
}

export type ParsedOptions =
  | { readonly valid: true; readonly options: CommandOptions }
  | { readonly valid: false; readonly message: string };

/**
 * Parses the options after the program's name. A mistake gives a sentence that names it. Unknown options are refused unless
 * `ignoreUnknown`, which the app needs: Chromium's own switches stand on the same command line.
 */
export function parseOptions(argv: readonly string[], { ignoreUnknown = false } = {}): ParsedOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      strict: !ignoreUnknown,
      allowPositionals: ignoreUnknown,
      options: {
        port: { type: 'string' },
        'api-port': { type: 'string' },
        'data-dir': { type: 'string' },
        'no-standby': { type: 'boolean' },
        'standby-only': { type: 'boolean' },
        intercept: { type: 'string', multiple: true },
        'connect-to': { type: 'string', multiple: true },
        'upstream-ca': { type: 'string', multiple: true },
        'retention-days': { type: 'string' },
        'max-store-mb': { type: 'string' },
      },
    }));
  } catch (error) {
    return { valid: false, message: errorMessage(error) };
  }
  const mistakes: string[] = [];
  const wholeNumber = (name: 'port' | 'api-port' | 'retention-days' | 'max-store-mb', most: number): number | undefined => {
    const text = values[name];
    if (text === undefined) return undefined;
    const number = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number <= most) return number;
    mistakes.push(`--${name} wants a whole number from 0 to ${most}, not "${String(text)}".`);
    return undefined;
  };
  const texts = (name: 'intercept' | 'connect-to' | 'upstream-ca'): string[] =>
    (values[name] ?? []).filter((value): value is string => typeof value === 'string');

  const connectTo: ConnectTo[] = [];
  for (const text of texts('connect-to')) {
    const parsed = parseConnectTo(text);
    if (parsed === null) mistakes.push(`--connect-to wants HOST1:PORT1:HOST2:PORT2, not "${text}".`);
    else connectTo.push(parsed);
  }
  const port = wholeNumber('port', 65535);
  const apiPort = wholeNumber('api-port', 65535);
  const retentionDays = wholeNumber('retention-days', 36_500);
  const maxStoreMb = wholeNumber('max-store-mb', 100_000_000);
  const interceptHosts = texts('intercept').map((host) => host.toLowerCase());
  for (const host of interceptHosts) {
    if (!isHostName(host) && isIP(host) === 0) mistakes.push(`--intercept wants the name of one host, not "${host}".`);
  }
  const dataDir = values['data-dir'];
  if (mistakes.length > 0) return { valid: false, message: mistakes.join(' ') };
  return {
    valid: true,
    options: {
      ...(port === undefined ? {} : { port }),
      ...(apiPort === undefined ? {} : { apiPort }),
      ...(typeof dataDir === 'string' ? { dataDir } : {}),
      standby: values['no-standby'] !== true,
      standbyOnly: values['standby-only'] === true,
      ...(interceptHosts.length === 0 ? {} : { interceptHosts }),
      connectTo,
      upstreamCaFiles: texts('upstream-ca'),
      ...(retentionDays === undefined ? {} : { retentionDays }),
      ...(maxStoreMb === undefined ? {} : { maxStoreMb }),
    },
  };
}

// As in curl: an IPv6 address stands in brackets; an empty first host or port is any, an empty second one is the one asked for.
function parseConnectTo(text: string): ConnectTo | null {
  const match = /^(\[[^\]]+\]|[^:[\]]*):(\d{0,5}):(\[[^\]]+\]|[^:[\]]*):(\d{0,5})$/.exec(text);
  if (match === null) return null;
  const [, fromHost = '', fromPort = '', toHost = '', toPort = ''] = match;
  if (Number(fromPort) > 65535 || Number(toPort) > 65535 || toPort === '0') return null;
  return {
    fromHost: fromHost === '' ? null : bareHost(fromHost),
    fromPort: fromPort === '' ? null : Number(fromPort),
    toHost: toHost === '' ? null : bareHost(toHost),
    toPort: toPort === '' ? null : Number(toPort),
  };
}

function bareHost(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase();
}
