import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { claudeRequest } from '../../test-support/claude-request.ts';
import { messageEvents } from '../../test-support/message-stream.ts';
import { listenRaw, makeTestCertificates } from '../../test-support/raw-tls.ts';
import { ask, TunnelAgent } from '../../test-support/soak/tunnel-agent.ts';

const host = 'api.anthropic.com';
const atOnce = 6;
const sessions = 5;

/** A server that answers every prompt with a short stream, and clients that send them through the proxy. */
export interface ArrivingTraffic {
  readonly upstream: { readonly port: number; readonly caFile: string };
  /** Sends so many requests, some at once, until all are answered. */
  send(proxyUrl: string, proxyCaFile: string, requests: number): Promise<void>;
  close(): Promise<void>;
}

export async function startArrivingTraffic(): Promise<ArrivingTraffic> {
  const certificates = await makeTestCertificates(host);
  const answer = messageEvents({ content: [{ type: 'text', text: 'The depot listens on 7070.' }], usage: { input_tokens: 30, cache_read_input_tokens: 420 } }).join('');
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer));
  });
  const listener = await listenRaw(certificates.serverContext, ({ stream }) => server.emit('connection', stream));
  return {
    upstream: { port: listener.port, caFile: certificates.file },
    async send(proxyUrl, proxyCaFile, requests) {
      const target = { proxyUrl, proxyCa: await readFile(proxyCaFile, 'utf8'), upstreamCa: certificates.authority.certificatePem, host, port: 443 };
      const agent = new TunnelAgent(target, atOnce);
      let sent = 0;
      const client = async (): Promise<void> => {
        while (sent < requests) {
          const number = (sent += 1);
          const { body, headers } = claudeRequest(`Which port has depot ${number}?`, `3c8e5f9a-1b7d-4e02-9c55-6f1f0a2b4d${10 + (number % sessions)}`);
          const response = await ask(agent, host, 'POST', '/v1/messages?beta=true', body, headers);
          for await (const chunk of response) void chunk;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, client));
      agent.destroy();
    },
    async close() {
      await listener.close();
      certificates.remove();
    },
  };
}
