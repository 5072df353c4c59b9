import { deferred } from '../deferred.ts';
import { listenRaw, openRaw } from '../raw-tls.ts';
import type { PlainCase } from './plain-cases.ts';
import { plainSight, type PlainSight } from './plain-exceptions.ts';
import { playBoth } from './play-case.ts';
import { PlayedEnd } from './play-end.ts';

export interface PlayedPlainCase {
  readonly client: PlainSight;
  readonly upstream: PlainSight;
}

/** Plays a case to its server itself, or, given the port of a proxy that dials all hosts on this machine, with its whole address. */
export async function playPlain(plainCase: PlainCase, proxyPort: number | null): Promise<PlayedPlainCase> {
  const arriving = deferred<PlayedEnd>();
  const listener = await listenRaw(null, (end) => arriving.fulfil(new PlayedEnd(end, true)));
  const { port } = listener;
  const raw = await openRaw(proxyPort ?? port);
  const scripts = plainCase.scripts(proxyPort === null ? '' : `http://elsewhere.example.test:${port}`);
  const { client, upstream } = await playBoth(scripts, new PlayedEnd({ stream: raw, raw }, true), arriving.promise);
  await listener.close();
  const method = /^[A-Z]+/.exec(upstream.beginning)?.[0] ?? '';
  return { client: plainSight(client, 'client', method), upstream: withoutPort(plainSight(upstream, 'upstream', method), port) };
}

/** The proxy says Host as the address has it, with its port. */
function withoutPort(sight: PlainSight, port: number): PlainSight {
  return { ...sight, fields: sight.fields.map((head) => head.map(([name, value]) => [name, value.replace(`:${port}`, '')] as const)) };
}
