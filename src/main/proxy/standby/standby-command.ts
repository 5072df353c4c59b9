import { Socket } from 'node:net';
import { closeInherited } from './close-inherited.ts';
import { messageLine, readMessageLines } from './message-lines.ts';
import { Standby } from './standby.ts';
import { listeningNumber, pipeNumber, type FromStandby, type ToStandby } from './standby-messages.ts';

// The entry of the standby's process. All it knows comes over a pipe that the proxy holds; when that ends, however it does, the standby serves.

closeInherited([pipeNumber, listeningNumber]);

const id = process.argv[2] ?? '';
const pipe = new Socket({ fd: pipeNumber });
const configurationBytesLimit = 16 * 1024 * 1024;
let standby: Standby | null = null;

// Nothing that goes wrong on one connection may end the others, and there is nobody to tell.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => (standby === null ? process.exit(0) : standby.end()));

pipe.on('error', () => {});
pipe.once('close', () => {
  if (standby === null) process.exit(0);
  void standby.serve();
});
readMessageLines(pipe, configurationBytesLimit, (message) => {
  // The proxy that started this process is alone in holding the pipe's other end.
  const told = message as ToStandby;
  if (told.kind === 'end') standby?.end();
  else if (standby !== null) standby.configure(told.configuration);
  else {
    standby = new Standby(id, told.configuration);
    void standby.open().then(() => pipe.write(messageLine({ kind: 'ready' } satisfies FromStandby)));
  }
});
