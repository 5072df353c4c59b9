import { request } from 'node:http';
import { connect as connectTls } from 'node:tls';
import { text } from 'node:stream/consumers';
import { selfTestField } from '../../proxy/self-test-words.ts';
import { proxyNames, type ClientReport, type ClientTask } from './client-report.ts';

// The entry of the self-test's client: a process of its own, so that Node reads NODE_EXTRA_CA_CERTS for it as for any client. It asks for
// a host through the proxy of its environment, and trusts what Node trusts there.

const mostTextBytes = 1000;

function ask({ host, said }: ClientTask): Promise<ClientReport> {
  const named = proxyNames.map((name) => process.env[name]).find((value) => value !== undefined && value !== '');
  const { hostname, port } = new URL(named ?? 'http://127.0.0.1:0');
  const authority = `${host}:443`;
  return new Promise((resolve) => {
    const asked = request({ host: hostname, port, method: 'CONNECT', path: authority, headers: { host: authority, [selfTestField]: said }, agent: false });
    asked.once('error', (error) => resolve(failure(codeOf(error))));
    // Some answer CONNECT as they answer any other method.
    asked.once('response', (answer) => {
      void text(answer).then((body) => resolve({ reached: 'port', answer: statusLine(answer.statusCode), text: body.slice(0, mostTextBytes) }), () => {});
    });
    asked.once('connect', (answer, socket, head) => {
      if (answer.statusCode !== 200) {
        socket.unshift(head);
        void text(socket).then(
          (body) => resolve({ reached: 'port', answer: statusLine(answer.statusCode), text: body.slice(0, mostTextBytes) }),
          () => resolve({ reached: 'port', answer: statusLine(answer.statusCode), text: '' }),
        );
        return;
      }
      let signer: string | null = null;
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
      const secured = connectTls({ socket, servername: host, ALPNProtocols: ['http/1.1'], rejectUnauthorized: true });
      secured.prependListener('secure', () => (signer = nameOf(secured.getPeerCertificate(false).issuer)));
      const refused = (code: string): void => resolve({ reached: 'tunnel', code, authority: signer });
      secured.once('error', (error) => refused(codeOf(error)));
      secured.once('close', () => refused('ECONNRESET'));
      secured.once('secureConnect', () => {
        // What has passed us on to the server is to hear nothing.
        if (signer?.startsWith('Whence CA ') !== true) {
          resolve({ reached: 'server' });
          return;
        }
        secured.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        void text(secured).then((answered) => resolve({ reached: 'answer', text: answered.split('\r\n\r\n')[1] ?? '' }), () => {});
      });
    });
    asked.end();
  });
}

/** A connection that was made, and then was no HTTP, is one to a port that something listens on. */
function failure(code: string): ClientReport {
  return /^(HPE_|ECONNRESET$|EPIPE$)/.test(code) ? { reached: 'port', answer: null, text: '' } : { reached: 'nothing', code };
}

function statusLine(status: number | undefined): string {
  return `HTTP ${status ?? ''}`;
}

function nameOf(issuer: unknown): string | null {
  if (typeof issuer !== 'object' || issuer === null || !('CN' in issuer)) return null;
  return typeof issuer.CN === 'string' ? issuer.CN.slice(0, 120) : null;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

// Whoever started this process wrote the line.
const task = JSON.parse(await text(process.stdin)) as ClientTask;
const report = await ask(task);
process.stdout.write(JSON.stringify(report), () => process.exit(0));
