// A client that knows nothing but its environment, as Claude Code: it sends the request in the file named to api.anthropic.com, by the proxy and the
// certificates that the variables name. Prints the answer.
// usage: environment-client.mjs FILE, in which { headers, body } stands as JSON
import { readFileSync } from 'node:fs';
import { request as connect } from 'node:http';
import { request } from 'node:https';
import { connect as startTls } from 'node:tls';

const host = 'api.anthropic.com';
const { headers, body } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const proxy = new URL(process.env.HTTPS_PROXY ?? '');

connect({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: `${host}:443` })
  .on('connect', (_answer, socket) => {
    // Whom to trust is what NODE_EXTRA_CA_CERTS says.
    const createConnection = () => startTls({ socket, servername: host });
    request({ host, method: 'POST', path: '/v1/messages?beta=true', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, createConnection }, (answer) => answer.pipe(process.stdout)).end(body);
  })
  .end();
