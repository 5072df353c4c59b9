import type { Engine } from './engine.ts';

/** The line of JSON that says where everything listens. Outside scripts rely on its words; `pid` is the process to signal. */
export function listeningLine(engine: Engine): string {
  return JSON.stringify({
    event: 'listening',
    pid: process.pid,
    proxy: engine.proxyUrl,
    ca: engine.caFile,
    api: engine.api?.url ?? null,
    apiToken: engine.api?.token ?? null,
  });
}
