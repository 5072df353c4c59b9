import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

// A client of the proxy in a process of its own, told by its parent what to do. See start-tunnel-client.ts.

/** @typedef {import('./start-tunnel-client.ts').TunnelTask} TunnelTask */

// Fatal, unknown_ca (RFC 8446, 6): in the clear, as before TLS 1.3 it is at this point of a handshake.
const unknownAuthority = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x30]);

process.on('message', async (/** @type {{ number: number, task: TunnelTask }} */ { number, task }) => {
  const outcome = await play(task).catch((/** @type {Error & { code?: string }} */ error) => error.code ?? error.message);
  process.send?.({ number, outcome });
});

/** @returns {Promise<string>} */
async function play(/** @type {TunnelTask} */ { proxyPort, host, does }) {
  const raw = connect({ host: '127.0.0.1', port: proxyPort, noDelay: true });
  raw.on('error', () => {});
  await once(raw, 'connect');
  raw.write(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`);
  const [head] = await once(raw, 'data');
  if (!String(head).startsWith('HTTP/1.1 200 ')) return String(head);
  switch (does.kind) {
    case 'request': {
      const secured = connectTls({ socket: raw, servername: host, ca: does.trusting, ALPNProtocols: ['http/1.1'] });
      await once(secured, 'secureConnect');
      secured.on('error', () => {});
      secured.write(does.text);
      const [answer] = await once(secured, 'data');
      secured.destroy();
      return String(answer);
    }
    case 'handshake': {
      const closed = once(raw, 'close');
      raw.write(Buffer.from(does.hello, 'base64'));
      raw.once('data', () => {
        if (does.leaving === 'alert') raw.end(unknownAuthority);
        else if (does.leaving === 'fin') raw.end();
        else raw.resetAndDestroy();
      });
      await closed;
      return 'left';
    }
    case 'nothing': {
      const closed = once(raw.resume(), 'close');
      raw.end(does.text);
      await closed;
      return 'left';
    }
  }
}
