import type { HeaderList } from '../../src/domain/http/header-list.ts';
import type { Relayed } from '../../src/main/relayed/relayed.ts';

/** A request and its answer as they cross the proxy, with the time of each piece. */
export interface WireExchange {
  readonly startsAtUs: number;
  readonly endsAtUs: number;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: string;
  readonly answer: {
    readonly status: string;
    readonly headers: HeaderList;
    readonly pieces: readonly { readonly octets: Buffer; readonly atUs: number }[];
    /** True where the client left before the end. */
    readonly isCut: boolean;
  };
}

/** The sample is shown as of the day it is loaded: what names a day beside the texts would contradict that. */
const datedHeaders: readonly string[] = ['Date', 'anthropic-ratelimit-unified-5h-reset'];

/** What the relay tells of it, on a connection of its own. */
export function relayedOf({ startsAtUs, endsAtUs, path, headers, body, answer }: WireExchange, connection: number): readonly Relayed[] {
  const request = Buffer.from(`${headText(`POST ${path} HTTP/1.1`, headers)}${body}`);
  const head = Buffer.from(headText(answer.status, answer.headers));
  const [first] = answer.pieces;
  let total = head.length;
  const told: Relayed[] = [
    { kind: 'connected', connection, atUs: startsAtUs - 31_000, host: 'api.anthropic.com', port: 443, mode: 'intercept' },
    { kind: 'bytes', connection, from: 'client', atUs: startsAtUs, bytes: request },
    { kind: 'delivered', connection, from: 'client', atUs: startsAtUs + 900, total: request.length },
    { kind: 'bytes', connection, from: 'upstream', atUs: (first?.atUs ?? endsAtUs) - 1200, bytes: head },
    { kind: 'delivered', connection, from: 'upstream', atUs: (first?.atUs ?? endsAtUs) - 1100, total },
  ];
  const chunks = answer.pieces.map(({ octets, atUs }) => ({ atUs, bytes: Buffer.concat([Buffer.from(`${octets.length.toString(16)}\r\n`), octets, Buffer.from('\r\n')]) }));
  if (!answer.isCut) chunks.push({ atUs: endsAtUs, bytes: Buffer.from('0\r\n\r\n') });
  for (const { atUs, bytes } of chunks) {
    total += bytes.length;
    told.push({ kind: 'bytes', connection, from: 'upstream', atUs, bytes }, { kind: 'delivered', connection, from: 'upstream', atUs: atUs + 80, total });
  }
  if (answer.isCut) told.push({ kind: 'ended', connection, from: 'client', atUs: endsAtUs + 20_000, how: 'fin' });
  return [...told, { kind: 'closed', connection, atUs: endsAtUs + 21_000 }];
}

function headText(startLine: string, headers: HeaderList): string {
  const lines = headers.filter(([name]) => !datedHeaders.includes(name)).map(([name, value]) => `${name}: ${value}`);
  return `${[startLine, ...lines].join('\r\n')}\r\n\r\n`;
}
