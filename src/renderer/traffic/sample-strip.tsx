import { useCall } from '../bridge/use-call.ts';
import { useSample } from '../connect/use-sample.ts';
import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import '../ui/page.css';
import './sample-strip.css';

/** Above a list of nothing but the sample session: that it is one, the way to remove it, and the way to requests of one's own. */
export function SampleStrip() {
  const [place] = usePlace();
  const { number, doing, failure, remove } = useSample();
  const sessions = useCall('listSessions', {});
  const isOfSample = (key: string): boolean => key.startsWith(`import:${number}:`);
  const isOnlySample = place.session === null ? sessions.data?.every(({ id }) => isOfSample(id)) === true : isOfSample(place.session);
  if (number === null || !isOnlySample) return null;
  return (
    <section className="sample-strip" aria-label="Sample session">
      <strong>Sample session</strong>
      <span className="dim">Invented, and counted neither under Costs nor under Sources.</span>
      {failure !== '' && <span role="alert">{failure}</span>}
      <span className="sample-strip-buttons">
        <a className="page-link" href={placeHash({ ...place, screen: 'set-up' })}>
          Capture your own
        </a>
        <Button look="quiet" busy={doing === 'removing'} onPress={remove}>
          Remove the sample
        </Button>
      </span>
    </section>
  );
}
