import { generateCACertificate, getLocal } from 'mockttp';
import { writeFileSync } from 'node:fs';

// mockttp passing everything through, as HTTP Toolkit does: `node mockttp-process.mjs CA_FILE` writes its certificate there and prints
// its port. The upstream's authority comes with NODE_EXTRA_CA_CERTS: `additionalTrustedCAs` would read all roots anew for each connection.
const [caFile = ''] = process.argv.slice(2);
const { cert, key } = await generateCACertificate({ subject: { commonName: 'Bench mockttp' } });
writeFileSync(caFile, cert);
const server = getLocal({ https: { cert, key }, recordTraffic: false });
await server.start();
await server.forAnyRequest().thenPassThrough();
process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
