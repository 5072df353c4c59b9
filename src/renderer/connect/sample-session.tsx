import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSample } from './use-sample.ts';
import './connect.css';

/** The sample session: loaded to look around, and removed. */
export function SampleSession() {
  const { number, doing, failure, look, remove } = useSample();
  return (
    <section className="sample-offer" aria-label="Sample session">
      <div className="sample-offer-words">
        <strong>{number === null ? 'Just looking?' : 'The sample session is here'}</strong>
        <span className="dim">
          {number === null ? 'An invented session shows what there is to be seen. It is marked as a sample, counted nowhere, and removed with one click.' : 'It is invented, and counted nowhere.'}
        </span>
      </div>
      <div className="connect-row">
        <Button busy={doing === 'loading'} disabled={doing === 'removing'} label={number === null ? 'Load the sample session' : 'Look at the sample session'} onPress={look}>
          {number === null ? 'Load the sample session' : 'Look at the sample'}
        </Button>
        {number !== null && (
          <Button busy={doing === 'removing'} disabled={doing === 'loading'} label="Remove the sample session" onPress={remove}>
            Remove the sample
          </Button>
        )}
      </div>
      {failure !== '' && (
        <Notice tone="bad" announced>
          {failure}
        </Notice>
      )}
    </section>
  );
}
