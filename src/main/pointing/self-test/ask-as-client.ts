import { execFile } from 'node:child_process';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { threadFile } from '../../thread-file.ts';
import type { ClientReport, ClientTask } from './client-report.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the lines that point a terminal here set in it. */
export interface Pointed {
  readonly proxyUrl: string;
  readonly caBundleFile: string;
}

const report = z.discriminatedUnion('reached', [
  z.object({ reached: z.literal('nothing'), code: z.string() }),
  z.object({ reached: z.literal('port'), answer: z.string().nullable(), text: z.string() }),
  z.object({ reached: z.literal('tunnel'), code: z.string(), authority: z.string().nullable() }),
  z.object({ reached: z.literal('server') }),
  z.object({ reached: z.literal('answer'), text: z.string() }),
]);

/** The environment of a client in a terminal that is pointed here, where this environment is the terminal's. */
export function clientEnvironment(environment: Environment, { proxyUrl, caBundleFile }: Pointed): NodeJS.ProcessEnv {
  return { ...environment, HTTPS_PROXY: proxyUrl, https_proxy: proxyUrl, NODE_EXTRA_CA_CERTS: caBundleFile, ELECTRON_RUN_AS_NODE: '1' };
}

/** Starts a client and answers how far it came; null where it could not be started or did not come to an end, as when the signal is aborted. */
export function askAsClient(task: ClientTask, environment: Environment, pointed: Pointed, signal: AbortSignal): Promise<ClientReport | null> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [fileURLToPath(threadFile('self-test'))],
      { cwd: parse(process.execPath).root, env: clientEnvironment(environment, pointed), windowsHide: true, maxBuffer: 64 * 1024, signal },
      (error, stdout) => resolve(error === null ? parseReport(stdout) : null),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(task));
  });
}

function parseReport(text: string): ClientReport | null {
  try {
    return report.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
