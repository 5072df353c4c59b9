import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { endProcess } from './end-process.ts';
import { startEngine } from './start-engine.ts';
import { chosenOptions } from './engine-options.ts';
import { listeningLine } from './listening-line.ts';
import { parseOptions } from './options.ts';
import { defaultSettings } from './settings/settings.ts';

/**
 * The engine without a window. Prints one line of JSON when everything listens; SIGTERM and SIGINT end it with exit 0. What
 * keeps it from starting is a sentence on stderr and exit 1.
 */
export async function runEngine(argv: readonly string[]): Promise<void> {
  const parsed = parseOptions(argv);
  if (!parsed.valid) return fail(parsed.message);
  const { options } = parsed;
  if (options.standbyOnly) return fail('--standby-only is for the app: it starts what keeps the port, and ends.');
  const asked = whenAskedToEnd();
  // Whoever reads our words may have gone; what is relayed goes on.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  const start = await startEngine({
    ...chosenOptions(options, defaultSettings),
    // Absolute: whoever reads the name of a file in it may stand in another folder.
    dataDir: resolve(options.dataDir ?? join(homedir(), '.whence')),
    portFallBack: false,
    // There is no button here, and whoever started it reads from the first line where the certificate is.
    renewOutdated: true,
  });
  if (!start.started) return fail(start.message);
  const { engine } = start;
  void asked.then(async () => {
    setTimeout(() => endProcess(0), closePatienceMs).unref();
    // Whoever runs it by hand or from a script expects the port to be free afterwards.
    await engine.close();
    process.exit(0);
  });
  engine.onNotice((text) => process.stderr.write(`${text}\n`));

  process.stdout.write(`${listeningLine(engine)}\n`);
}

/** Scripts count on the end coming within five seconds. */
const closePatienceMs = 3500;

/** Resolves at the first signal, also at one that comes while the engine starts: it is ended as soon as it can be. */
function whenAskedToEnd(): Promise<void> {
  return new Promise((heard) => {
    // SIGHUP: the terminal it runs in was closed.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => heard());
  });
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

await runEngine(process.argv.slice(2));
