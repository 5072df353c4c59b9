import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { importPart } from './built-parts.mjs';

// The proxy and the recorder alone, the proxy on the main loop or in its thread:
// `placed-relay-process.mjs PARTS_FOLDER main-loop|thread DATA_DIR UPSTREAM_CA_FILE HOST`. Prints its port and certificate.
// In Electron the arguments stand behind its own.
const [partsFolder = '', place, dataDir = '', upstreamCaFile = '', host = ''] = process.argv.slice(-5);
const { startRecording } = await importPart(partsFolder, 'recording');
const { openAuthority } = await importPart(partsFolder, 'certificate-authority');
mkdirSync(dataDir, { recursive: true });
const complain = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
const recordingStart = await startRecording({
  databaseFile: path.join(dataDir, 'whence.db'),
  maskingRulesOff: [],
  onStored: () => {},
  onFigures: () => {},
  onNotice: complain,
});
const { recording } = recordingStart;
const { authority } = await openAuthority(dataDir, [host], new Date());
const settings = {
  port: 0,
  fallBack: false,
  interceptHosts: [host],
  authority,
  connectTo: [],
  upstreamCaFiles: [upstreamCaFile],
  upstreamProxies: { http: null, https: null, noProxy: [] },
  capture: true,
  standby: null,
};
const start = place === 'main-loop' ? await onMainLoop() : await inThread();
if (!start.started) throw new Error(start.message);
process.stdout.write(`${JSON.stringify({ pid: process.pid, proxy: start.proxy.url, ca: authority.certificateFile })}\n`);
process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();

async function onMainLoop() {
  const { startProxy } = await importPart(partsFolder, 'proxy');
  const { RelayedWriter } = await importPart(partsFolder, 'write-relayed');
  const writer = new RelayedWriter(recording.takePort());
  return startProxy({ ...settings, sink: (/** @type {unknown} */ message) => writer.tell(message), recorder: writer });
}

async function inThread() {
  const { startProxyThread } = await importPart(partsFolder, 'proxy-handle');
  return startProxyThread({ ...settings, recorderPort: recording.takePort(), onDeath: complain });
}
