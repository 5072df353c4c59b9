import { parentPort, workerData } from 'node:worker_threads';
import { startProxy, type Proxy } from './proxy.ts';
import type { FromProxyThread, ProxyThreadData, ToProxyThread } from './proxy-messages.ts';
import { RelayedWriter } from './telling/write-relayed.ts';
import type { PortHeir } from './standby/standby-settings.ts';
import type { WayTried } from './upstream/try-way.ts';

// The entry of the proxy's thread. Its two neighbours are proxy-handle.ts, which starts it, and the recorder,
// which reads what it writes into the memory of both.
const port = parentPort;
if (port === null) throw new Error('proxy-thread.ts runs as a worker thread, not by itself.');
const post = (message: FromProxyThread): void => port.postMessage(message);

const { settings, recorderPort } = workerData as ProxyThreadData;
const writer = new RelayedWriter(recorderPort);
let proxy: Proxy | null = null;

port.on('message', (message: ToProxyThread) => {
  switch (message.kind) {
    case 'set-intercept-hosts':
      proxy?.setInterceptHosts(message.hosts);
      break;
    case 'set-authority':
      proxy?.setAuthority(message.authority);
      break;
    case 'set-upstream-proxies':
      proxy?.setUpstreamProxies(message.proxies);
      break;
    case 'set-capture':
      proxy?.setCapture(message.on);
      break;
    case 'forget-distrust':
      proxy?.forgetDistrust();
      break;
    case 'expect-self-test':
      proxy?.expectSelfTest(message.words);
      break;
    case 'try-way':
      void tryWay(message.host).then((tried) => post({ kind: 'way-tried', number: message.number, tried }));
      break;
    case 'set-recorder':
      writer.setPort(message.recorderPort);
      break;
    case 'close':
      void end(message.portTo);
  }
});

/** A mistake of ours in it must not end the thread, and with it every connection. */
async function tryWay(host: string): Promise<WayTried | null> {
  try {
    return (await proxy?.tryWay(host)) ?? null;
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
    return null;
  }
}

async function end(portTo: PortHeir): Promise<void> {
  await proxy?.close(portTo);
  writer.close();
  port?.close();
}

const start = await startProxy({
  ...settings,
  sink: (message) => writer.tell(message),
  recorder: writer,
  onFigures: (figures) => post({ kind: 'figures', figures }),
  onStandby: (report) => post({ kind: 'standby', report }),
  onPredecessorEnded: () => post({ kind: 'predecessor-ended' }),
});
if (start.started) {
  proxy = start.proxy;
  post({ kind: 'started', port: proxy.port, url: proxy.url, note: proxy.note });
} else {
  post({ kind: 'refused', code: start.code, message: start.message });
  port.close();
  writer.close();
}
