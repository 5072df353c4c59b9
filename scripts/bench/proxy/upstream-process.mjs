import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { stamp } from './stamps.mjs';

// The upstream of the bench, a process of its own: `node upstream-process.mjs CERTIFICATE KEY` prints the port it listens on.
// It reads no more of HTTP than it must, so that what is measured is what lies before it.
//   POST /v1/messages?bench=small                    a whole answer
//   POST /v1/messages?bench=pause&ms=50              a stream whose head is sent at once, its first event later
//   POST /v1/messages?bench=stream&events=N&every=MS a stream of N events
const [certificateFile = '', keyFile = ''] = process.argv.slice(2);

const message = {
  id: 'msg_bench',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content: [{ type: 'text', text: 'It listens on port 7070, which is set in the configuration file of the depot.' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 600, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 20 },
};
const wholeAnswer = Buffer.from(answerOf(JSON.stringify(message)));
const firstEvent = { type: 'message_start', message: { ...message, content: [], stop_reason: null } };
const lastEvents = [
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 20 } },
  { type: 'message_stop' },
];

const options = { cert: readFileSync(certificateFile), key: readFileSync(keyFile), ALPNProtocols: ['http/1.1'], noDelay: true };
const port = await listen('127.0.0.1', 0);
// Some proxies try this one first for "localhost".
await listen('::1', port).catch(() => undefined);
process.stdout.write(`${JSON.stringify({ port })}\n`);
// Whoever started it has gone.
process.stdin.on('end', () => process.exit(0)).resume();

/** @returns {Promise<number>} */
function listen(/** @type {string} */ host, /** @type {number} */ wantedPort) {
  const server = createServer(options, serve);
  server.on('tlsClientError', () => {});
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port: wantedPort, backlog: 2048 }, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : 0);
    });
  });
}

function serve(/** @type {import('node:tls').TLSSocket} */ socket) {
  /** @type {Buffer | null} */
  let headBegun = null;
  let target = '';
  let bodyBytesLeft = 0;
  socket.on('error', () => {});
  socket.on('data', (/** @type {Buffer} */ read) => {
    let bytes = read;
    while (bytes.length > 0) {
      if (bodyBytesLeft > 0) {
        const used = Math.min(bodyBytesLeft, bytes.length);
        bodyBytesLeft -= used;
        bytes = bytes.subarray(used);
      } else {
        const head = headBegun === null ? bytes : Buffer.concat([headBegun, bytes]);
        const end = head.indexOf('\r\n\r\n');
        headBegun = end === -1 ? head : null;
        if (end === -1) return;
        const text = head.toString('latin1', 0, end);
        target = text.split(' ', 2)[1] ?? '';
        bodyBytesLeft = Number(/\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
        bytes = head.subarray(end + 4);
      }
      if (bodyBytesLeft === 0) answer(socket, target);
    }
  });
}

function answer(/** @type {import('node:tls').TLSSocket} */ socket, /** @type {string} */ target) {
  const query = new URL(target, 'https://localhost').searchParams;
  switch (query.get('bench')) {
    case 'pause':
      answerAfterPause(socket, Number(query.get('ms')));
      break;
    case 'stream':
      answerAsStream(socket, Number(query.get('events')), Number(query.get('every')));
      break;
    default:
      socket.write(wholeAnswer);
  }
}

function answerAfterPause(/** @type {import('node:tls').TLSSocket} */ socket, /** @type {number} */ pauseMs) {
  socket.write(streamHead());
  setTimeout(() => {
    socket.write(chunkOf(firstEvent) + chunkOf(delta()));
    socket.write(`${lastEvents.map(chunkOf).join('')}0\r\n\r\n`);
  }, pauseMs);
}

function answerAsStream(
  /** @type {import('node:tls').TLSSocket} */ socket,
  /** @type {number} */ events,
  /** @type {number} */ everyMs,
) {
  let left = events;
  socket.write(streamHead() + chunkOf(firstEvent));
  const timer = setInterval(() => {
    left -= 1;
    if (left >= 0) socket.write(chunkOf(delta()));
    if (left > 0 && !socket.destroyed) return;
    clearInterval(timer);
    if (!socket.destroyed) socket.write(`${lastEvents.map(chunkOf).join('')}0\r\n\r\n`);
  }, everyMs);
}

function delta() {
  return { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: stamp() } };
}

function streamHead() {
  return `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nX-Sent: ${stamp()}\r\nTransfer-Encoding: chunked\r\n\r\n`;
}

function chunkOf(/** @type {{ type: string }} */ event) {
  const text = `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

function answerOf(/** @type {string} */ body) {
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRequest-Id: req_bench\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
