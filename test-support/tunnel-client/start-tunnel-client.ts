import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface TunnelTask {
  readonly proxyPort: number;
  readonly host: string;
  readonly does:
    /** TLS with these authorities alone; answers what came back first, or the error's code. */
    | { readonly kind: 'request'; readonly trusting: string; readonly text: string }
    /** A hello in base64; and when the certificate comes, this. */
    | { readonly kind: 'handshake'; readonly hello: string; readonly leaving: 'alert' | 'fin' | 'reset' }
    /** No TLS: this text and a FIN. */
    | { readonly kind: 'nothing'; readonly text: string };
}

/** A client in a process of its own. Each task is a connection of its own through the proxy. */
export interface TunnelClient {
  readonly pid: number;
  play(task: TunnelTask): Promise<string>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('client-process.mjs', import.meta.url));

/** As ourselves, when nothing is said; as another user only where we are root. */
export function startTunnelClient(uid?: number): TunnelClient {
  // As a text: another user may not be able to read our files.
  const child = spawn(process.execPath, ['--input-type=module', '--eval', readFileSync(program, 'utf8')], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, (outcome: string) => void>();
  let tasks = 0;
  child.on('message', (message: { number: number; outcome: string }) => waiting.get(message.number)?.(message.outcome));
  return {
    pid: child.pid ?? 0,
    play: (task) =>
      new Promise((resolve) => {
        tasks += 1;
        waiting.set(tasks, resolve);
        child.send({ number: tasks, task });
      }),
    async close() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
