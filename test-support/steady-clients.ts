import { connect } from 'node:net';

/** How the connections of steady clients went. */
export interface SteadyOutcome {
  readonly completed: number;
  /** Those that were refused, cut off, or never answered: when they began, and what was seen. */
  readonly failed: readonly { readonly beganAtMs: number; readonly problem: string }[];
}

export interface SteadyClients {
  /** How many have been completed so far. */
  readonly completed: number;
  /** Connections that are open at the moment: what a process that is killed now takes with it. */
  readonly open: number;
  /** Opens no more, and answers when the last one is over. */
  stop(): Promise<SteadyOutcome>;
}

const patienceMs = 15_000;

/**
 * Clients that come every few milliseconds, each with a connection of its own: CONNECT to `target`, a word, the same word back, and gone.
 * The target has to be an echo.
 */
export function steadyClients(port: number, target: string, everyMs: number): SteadyClients {
  const failed: { beganAtMs: number; problem: string }[] = [];
  const all = new Set<Promise<void>>();
  let completed = 0;
  const begin = (): void => {
    const beganAtMs = performance.now();
    const one = askOnce(port, target)
      .then((problem) => (problem === null ? (completed += 1) : failed.push({ beganAtMs, problem })))
      .finally(() => all.delete(one))
      .then(() => undefined);
    all.add(one);
  };
  const timer = setInterval(begin, everyMs);
  return {
    get completed() {
      return completed;
    },
    get open() {
      return all.size;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(all);
      return { completed, failed };
    },
  };
}

/** Null when the word came back; else what was seen instead. */
function askOnce(port: number, target: string): Promise<string | null> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`));
    const finish = (problem: string | null): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(patienceMs, () => finish('no answer'));
    socket.on('error', (error) => finish(error.message));
    socket.on('close', () => finish(`closed after ${JSON.stringify(received)}`));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.endsWith('word')) finish(null);
      else if (received.endsWith('\r\n\r\n')) socket.write('word');
    });
  });
}
