import { createServer } from 'node:net';

// Listens with the shortest queue there is and then stands still for a minute: once the queue is full, the kernel drops what comes,
// as a firewall does.
const server = createServer();
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  const bound = server.address();
  process.send?.(typeof bound === 'object' && bound !== null ? bound.port : 0, () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
    process.exit();
  });
});
