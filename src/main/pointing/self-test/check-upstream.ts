import type { WayTried } from '../../proxy/upstream/try-way.ts';
import type { Way } from '../../proxy/upstream/upstream-dial.ts';
import { failed, passed, type Finding } from './finding.ts';

/** What an attempt to reach a listed host means. */
export function checkUpstream(host: string, tried: WayTried | null): Finding {
  if (tried === null) return failed('The proxy does not run just now.', 'Quit Whence and start it again.');
  const way = through(tried.way);
  switch (tried.state) {
    case 'reached':
      return passed(`${host} answers ${way}, with a certificate of its own, after ${Math.max(1, Math.round(tried.tookMs))} ms.`);
    case 'refused':
      return failed(...sentenceAndAdvice(tried));
    case 'unverified':
      if (!/CERT|SIGNATURE|SELF_SIGNED|ISSUER|LEAF/i.test(tried.problem)) {
        return failed(`${host} did not complete TLS ${way} (${tried.problem}).`, 'Check the network connection, or whether a firewall is in the way.');
      }
      return failed(
        `Something between here and ${host} opens TLS: ${way} it shows a certificate ${tried.authority === null ? 'of an authority' : `of “${tried.authority}”`} that this machine does not trust (${tried.problem}). Until it does, Claude Code’s requests pass through unseen.`,
        'If that is your company’s authority, start Whence with --upstream-ca FILE, or with NODE_EXTRA_CA_CERTS naming the file of its certificate. Else do not trust this network.',
      );
  }
}

function through(way: Way): string {
  switch (way.kind) {
    case 'directly':
      return 'directly';
    case 'proxy':
      return `through your proxy ${way.host}:${way.port}`;
    case 'rule':
      return 'where --connect-to leads';
  }
}

function otherwise(way: Way): string {
  return way.kind === 'proxy' ? 'Check the upstream proxy under Settings.' : 'Check the network connection. If your network needs a proxy, name it under Settings.';
}

// The sentences of a failed dial end with what to do about it. That of a name is meant for any name, and ours are spelled well.
function sentenceAndAdvice({ way, message }: { readonly way: Way; readonly message: string }): [sentence: string, advice: string] {
  const [, sentence = message, advice = null] = /^(.*?[.?!])\s+(?=[A-Z])(.*)$/s.exec(message) ?? [];
  return [sentence, advice === null || (way.kind === 'directly' && message.includes('could not be resolved')) ? otherwise(way) : advice];
}
