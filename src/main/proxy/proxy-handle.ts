import { Worker, type MessagePort } from 'node:worker_threads';
import type { ProxyFigures } from '../relayed/relayed.ts';
import { threadFile } from '../thread-file.ts';
import type { FromProxyThread, ProxyThreadData, ToProxyThread } from './proxy-messages.ts';
import type { StandbyReport } from './standby/standby-settings.ts';
import type { Proxy, ProxySettings, ProxyStart } from './proxy.ts';
import type { WayTried } from './upstream/try-way.ts';

export interface ProxyThreadOptions extends ProxySettings {
  /** Leads to the recorder: the thread posts to it the memory that it writes `Relayed` into. It is transferred: its sender must not use it again. */
  readonly recorderPort: MessagePort;
  readonly onFigures?: (figures: ProxyFigures) => void;
  readonly onStandby?: (report: StandbyReport) => void;
  readonly onPredecessorEnded?: () => void;
  /** The thread is gone although nobody closed it: its connections are cut off, and the port is its standby's or nobody's. `reason` names no content. */
  readonly onDeath?: (reason: string) => void;
}

/** The proxy in its thread. */
export interface ThreadedProxy extends Proxy {
  /**
   * Tells another recorder, in place of one that died: first the rows that came in between, and then what is captured from
   * now on. The tally counts from zero. The port is transferred: its sender must not use it again.
   */
  setRecorder(recorderPort: MessagePort): void;
}

export type ProxyThreadStart = { readonly started: true; readonly proxy: ThreadedProxy } | Extract<ProxyStart, { started: false }>;

/** Starts the proxy in a thread of its own and answers when it listens, or why it does not. */
export function startProxyThread({ recorderPort, onFigures, onStandby, onPredecessorEnded, onDeath, ...settings }: ProxyThreadOptions): Promise<ProxyThreadStart> {
  const data: ProxyThreadData = { settings: plainSettings(settings), recorderPort };
  const worker = new Worker(threadFile('proxy-thread'), { workerData: data, transferList: [recorderPort] });
  const post = (message: ToProxyThread): void => worker.postMessage(message);
  let closing = false;
  let started = false;
  let reason = 'it ended by itself';
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const attempts = new Map<number, (tried: WayTried | null) => void>();
  let attemptsMade = 0;

  return new Promise((resolve) => {
    worker.on('message', (message: FromProxyThread) => {
      if (message.kind === 'figures') onFigures?.(message.figures);
      else if (message.kind === 'standby') onStandby?.(message.report);
      else if (message.kind === 'predecessor-ended') onPredecessorEnded?.();
      else if (message.kind === 'way-tried') attempts.get(message.number)?.(message.tried);
      else if (message.kind === 'refused') resolve({ started: false, code: message.code, message: message.message });
      else {
        const { port, url, note } = message;
        const proxy: ThreadedProxy = {
          port,
          url,
          note,
          setInterceptHosts: (hosts) => post({ kind: 'set-intercept-hosts', hosts: [...hosts] }),
          setAuthority: ({ certificatePem, keyPem }) => post({ kind: 'set-authority', authority: { certificatePem, keyPem } }),
          setUpstreamProxies: (proxies) => post({ kind: 'set-upstream-proxies', proxies }),
          setCapture: (on) => post({ kind: 'set-capture', on }),
          forgetDistrust: () => post({ kind: 'forget-distrust' }),
          expectSelfTest: (words) => post({ kind: 'expect-self-test', words }),
          async tryWay(host) {
            const number = (attemptsMade += 1);
            const answered = new Promise<WayTried | null>((answer) => attempts.set(number, answer));
            post({ kind: 'try-way', number, host });
            const tried = await Promise.race([answered, exited.then(() => null)]);
            attempts.delete(number);
            return tried;
          },
          setRecorder: (successor) => worker.postMessage({ kind: 'set-recorder', recorderPort: successor } satisfies ToProxyThread, [successor]),
          close(portTo = 'nobody') {
            closing = true;
            post({ kind: 'close', portTo });
            return exited;
          },
        };
        started = true;
        resolve({ started: true, proxy });
      }
    });
    // Only the name: an error's message could quote what was sent.
    worker.on('error', (error) => (reason = error.name));
    worker.once('exit', () => {
      resolve({ started: false, code: 'failed', message: `The proxy could not be started (${reason}).` });
      if (started && !closing) onDeath?.(reason);
    });
  });
}

// Nothing but what the thread needs crosses over, and nothing that cannot.
function plainSettings({ authority: { certificatePem, keyPem }, ...settings }: ProxySettings): ProxySettings {
  return { ...settings, authority: { certificatePem, keyPem } };
}
