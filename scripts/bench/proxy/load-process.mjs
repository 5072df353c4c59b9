import { atOnce, firstBytes, newConnections, oneByOne, streams } from './loads.mjs';

const loads = { atOnce, firstBytes, newConnections, oneByOne, streams };

// The load generator, a process of its own that is told over IPC what to send.
/** @typedef {{ load: keyof typeof loads, way: import('./connection.mjs').Way, options: never }} Order */

process.on('message', (/** @type {Order} */ { load, way, options }) => {
  loads[load](way, options).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
