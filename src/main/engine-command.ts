import { homedir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from './engine.ts';
import { parseOptions } from './options.ts';
import { defaultSettings } from './settings.ts';

/**
 * The engine without a window. Prints one line of JSON when everything listens; SIGTERM and SIGINT end it with exit 0. What
 * keeps it from starting is a sentence on stderr and exit 1.
 */
export async function runEngine(argv: readonly string[]): Promise<void> {
  const parsed = parseOptions(argv);
  if (!parsed.valid) return fail(parsed.message);
  const { options } = parsed;
  const start = await startEngine({
    dataDir: options.dataDir ?? join(homedir(), '.whence'),
    port: options.port ?? defaultSettings.port,
    portFallBack: false,
    apiPort: options.apiPort ?? null,
    interceptHosts: options.interceptHosts ?? defaultSettings.interceptHosts,
    connectTo: options.connectTo,
    upstreamCaFiles: options.upstreamCaFiles,
  });
  if (!start.started) return fail(start.message);
  const { engine } = start;

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void engine.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  engine.onNotice((text) => process.stderr.write(`${text}\n`));

  const listening = {
    event: 'listening',
    pid: process.pid,
    proxy: engine.proxyUrl,
    ca: engine.caFile,
    api: engine.api?.url ?? null,
    apiToken: engine.api?.token ?? null,
  };
  process.stdout.write(`${JSON.stringify(listening)}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

await runEngine(process.argv.slice(2));
