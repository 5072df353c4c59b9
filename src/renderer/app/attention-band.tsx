import { useState } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { OpenAgain } from '../connect/open-again.tsx';
import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { attentionOf, attentionOfSettings, type Attention } from '../../contract/attention.ts';
import './attention-band.css';

/** More lines than these would push away what one is looking at. */
const mostUnfolded = 3;

/** What wants attention, above everything else. Put aside, it stays among the notices, and comes back when it changes. */
export function AttentionBand() {
  const status = useCall('readStatus', {});
  const settings = useCall('readSettings', {});
  const [aside, setAside] = useState<readonly string[]>([]);
  const [showsAll, setShowsAll] = useState(false);
  const ofSettings = attentionOfSettings(settings.data?.problems ?? []);
  const all = [...(status.data === undefined ? [] : attentionOf(status.data)), ...(ofSettings === null ? [] : [ofSettings])];
  const [place] = usePlace();
  // Set-up says of these more, and what to do.
  const wanting = all.filter(({ kind, text }) => !aside.includes(text) && !(place.screen === 'set-up' && isOfSetUp(kind)));
  const isFolded = !showsAll && wanting.length > mostUnfolded;
  const shown = isFolded ? wanting.slice(0, mostUnfolded - 1) : wanting;
  return (
    <section className="attention-band" aria-label="What wants attention" aria-live="polite">
      {shown.map((attention) => (
        <AttentionStrip key={attention.text} attention={attention} onPutAside={() => setAside([...aside, attention.text])} />
      ))}
      {wanting.length > mostUnfolded && (
        <Notice tone="warn">
          <div className="attention">
            <span className="attention-text">{isFolded ? `${wanting.length - shown.length} more want attention.` : 'This is all.'}</span>
            <Button look="quiet" onPress={() => setShowsAll(isFolded)}>
              {isFolded ? 'Show all' : 'Show fewer'}
            </Button>
          </div>
        </Notice>
      )}
    </section>
  );
}

function AttentionStrip({ attention, onPutAside }: { readonly attention: Attention; readonly onPutAside: () => void }) {
  const [place] = usePlace();
  return (
    <Notice tone="warn">
      <div className="attention">
        <span className="attention-text">{visibleText(attention.text)}</span>
        {attention.kind === 'distrusting' && <OpenAgain whose={attention.several ? 'their' : 'its'} />}
        {isOfSetUp(attention.kind) && (
          <a className="page-link" href={placeHash({ ...place, screen: 'set-up' })}>
            Set-up
          </a>
        )}
        {attention.kind === 'settings' && place.screen !== 'settings' && (
          <a className="page-link" href={placeHash({ ...place, screen: 'settings', part: null })}>
            Settings
          </a>
        )}
        <Button look="quiet" label="Put aside" hint="Put aside; it stays among the notices below" onPress={onPutAside}>
          <Icon name="close" size={12} />
        </Button>
      </div>
    </Notice>
  );
}

function isOfSetUp(kind: Attention['kind']): boolean {
  return kind === 'distrusting' || kind === 'running-past';
}
