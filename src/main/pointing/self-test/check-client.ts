import { readFileSync } from 'node:fs';
import { errorMessage } from '../../error-message.ts';
import { splitCertificates } from '../../certificate-files.ts';
import { noCertificate } from '../../proxy/self-test-words.ts';
import type { ClientReport } from './client-report.ts';
import { failed, passed, skipped, type Finding } from './finding.ts';

/** What the certificate of the running proxy is, and where a client looks for it. */
export interface ClientFacts {
  readonly host: string;
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly caBundleFile: string;
  /** What the client has to hear. */
  readonly answer: string;
}

/** Whether our proxy is what answered the client at the port. `owner`: which program has the port, for a sentence, where it is not ours. */
export function checkPort(report: ClientReport | null, { proxyUrl, answer }: ClientFacts, owner: string | null): Finding {
  const place = placeOf(proxyUrl);
  const others = owner === null ? 'Another program' : `Another program, ${owner},`;
  const end = 'End that program, then quit Whence and start it again, or choose another port under Settings.';
  if (report === null) return failed(`The client that was to ask at ${place} could not be started, or came to no end.`, 'Test again. If it stays so, quit Whence and start it again.');
  switch (report.reached) {
    case 'nothing':
      return failed(`Nothing answers at ${place} (${report.code}).`, 'Quit Whence and start it again. A firewall on this machine may also keep programs from each other.');
    case 'port':
      if (report.text.startsWith(noCertificate)) return passed(`Whence answers at ${place}.`);
      return failed(`${others} answers at ${place}: it did not know a request of this Whence${report.answer === null ? '' : ` (${report.answer})`}.`, end);
    case 'tunnel':
      return passed(`A proxy answers at ${place}, and opens tunnels.`);
    case 'server':
      return failed(`What answers at ${place} passes everything on unseen: it is a standby, or another proxy.`, 'Quit Whence and start it again.');
    case 'answer':
      return report.text === answer ? passed(`Whence answers at ${place}.`) : failed(`${others} answers at ${place}: it does not know what this Whence knows.`, end);
  }
}

/** Whether the client took the certificate it was shown. */
export function checkCertificate(report: ClientReport | null, facts: ClientFacts): Finding {
  const bundle = readBundle(facts);
  if (bundle !== null) return bundle;
  if (report === null || report.reached === 'nothing' || report.reached === 'server') return skipped('It was not shown: see above.');
  if (report.reached === 'port') {
    if (!report.text.startsWith(noCertificate)) return skipped('It was not shown: see above.');
    return failed(report.text.trim(), 'Press “Make a new certificate” under Set-up, and trust it.');
  }
  if (report.reached === 'answer') return passed(`A client with the variables of Set-up takes the certificate for ${facts.host}.`);
  return refusal(report.code, report.authority, facts);
}

/** What is wrong with the file that clients are pointed at; null when nothing is. */
function readBundle({ caFile, caBundleFile }: ClientFacts): Finding | null {
  const anew = 'Quit Whence and start it again: it writes the file anew.';
  let bundle: readonly string[];
  try {
    bundle = splitCertificates(readFileSync(caBundleFile, 'utf8'));
  } catch (error) {
    return failed(`Not trusted: ${caBundleFile}, which NODE_EXTRA_CA_CERTS names, cannot be read (${errorMessage(error)}).`, anew);
  }
  let own: readonly string[];
  try {
    own = splitCertificates(readFileSync(caFile, 'utf8'));
  } catch (error) {
    return failed(`The certificate ${caFile} cannot be read (${errorMessage(error)}).`, anew);
  }
  if (own.every((certificate) => bundle.some((one) => bare(one) === bare(certificate)))) return null;
  return failed(`Not trusted: ${caBundleFile}, which NODE_EXTRA_CA_CERTS names, does not hold the certificate that Whence signs with.`, anew);
}

function refusal(code: string, authority: string | null, { host }: ClientFacts): Finding {
  const signed = authority === null ? '' : `, signed by ${authority}`;
  if (code === 'CERT_NOT_YET_VALID' || code === 'CERT_HAS_EXPIRED') {
    const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    return failed(`Not trusted: the certificate for ${host} ${when} by this machine’s clock.`, 'Set the clock right. If it is right, press “Make a new certificate” under Set-up.');
  }
  if (code === 'ECONNRESET') return failed(`The connection broke off before the certificate for ${host} was taken.`, 'Test again.');
  const isOurs = authority?.startsWith('Whence CA') ?? true;
  return failed(
    `Not trusted: a client refused the certificate for ${host}${signed} (${code}).`,
    isOurs
      ? 'Look at NODE_OPTIONS where Whence was started: --use-openssl-ca makes clients pass over NODE_EXTRA_CA_CERTS.'
      : 'Another program opens TLS on this machine. End it, or make it leave 127.0.0.1 alone.',
  );
}

function placeOf(proxyUrl: string): string {
  return new URL(proxyUrl).host;
}

function bare(pem: string): string {
  return pem.replaceAll(/\s/g, '');
}
