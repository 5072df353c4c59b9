import { useCall } from '../bridge/use-call.ts';
import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';

const words = { trusted: 'Trusted', 'not-trusted': 'Not trusted', 'cannot-tell': 'Trust unknown' } as const;
// Shapes as well as colours: a full dot, a hollow one, a question.
const signs = { trusted: '●', 'not-trusted': '○', 'cannot-tell': '?' } as const;

/** What the system says of our certificate; leads to Set-up. */
export function TrustChip() {
  const [place] = usePlace();
  const trust = useCall('readTrust', {}, { askAgainOnFocus: true });
  const status = useCall('readStatus', {});
  const outdated = status.data?.certificateOutdated === true;
  const state = trust.data?.state ?? 'cannot-tell';
  const tone = outdated || state !== 'trusted' ? 'chip-attention' : 'chip-good';
  return (
    <a
      className={`chip chip-link ${trust.isPending ? '' : tone}`}
      href={placeHash({ ...place, screen: 'set-up' })}
      title={outdated ? 'A listed host needs a new certificate. Opens Set-up.' : trust.data?.message}
    >
      <span className="chip-sign" aria-hidden="true">
        {trust.isPending ? '·' : outdated ? '!' : signs[state]}
      </span>
      <span className="chip-words">{trust.isPending ? 'Reading trust' : outdated ? 'New certificate needed' : words[state]}</span>
    </a>
  );
}
