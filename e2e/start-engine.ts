import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ScriptedUpstream } from '../test-support/scripted-upstream.ts';

const engineProgram = fileURLToPath(new URL('../out/main/engine.js', import.meta.url));
const listening = z.object({ event: z.literal('listening'), pid: z.number(), proxy: z.string(), ca: z.string(), api: z.string(), apiToken: z.string() });

export interface RunningEngine extends z.infer<typeof listening> {
  /** The octets at an address of the local API. */
  fetch(path: string): Promise<Buffer>;
  /** All it has said on its error output. */
  complaints(): string;
  /** Ends it with SIGTERM; resolves with its exit code, also when it has ended before. */
  end(): Promise<number | null>;
}

/**
 * Starts the built engine, without a window, with its local API, and waits for the line that says it listens. `further` options
 * stand before its others: the first `--connect-to` that fits is the one that counts.
 */
export async function startEngine(
  dataDir: string,
  upstream: Pick<ScriptedUpstream, 'port' | 'caFile'>,
  further: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningEngine> {
  const child = spawn(
    process.execPath,
    [
      engineProgram,
      '--port=0',
      '--api-port=0',
      `--data-dir=${dataDir}`,
      ...further,
      `--connect-to=api.anthropic.com:443:127.0.0.1:${upstream.port}`,
      `--upstream-ca=${upstream.caFile}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  const ended = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => {
    complaints += String(text);
    process.stderr.write(text);
  });
  const [line]: unknown[] = await once(createInterface(child.stdout), 'line');
  const facts = listening.parse(JSON.parse(String(line)));
  return {
    ...facts,
    async fetch(path) {
      const answer = await fetch(facts.api + path, { headers: { authorization: `Bearer ${facts.apiToken}` } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    complaints: () => complaints,
    async end() {
      child.kill('SIGTERM');
      const [code]: unknown[] = await ended;
      return typeof code === 'number' ? code : null;
    },
  };
}
