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
        <strong>Just looking?</strong>
        <span className="dim">An invented session shows what there is to be seen. It is marked as a sample, counted nowhere, and removed with one click.</span>
      </div>
      <div className="connect-row">
        <Button busy={doing === 'loading'} disabled={doing === 'removing'} onPress={look}>
          {number === null ? 'Load the sample session' : 'Look at the sample session'}
        </Button>
        {number !== null && (
          <Button busy={doing === 'removing'} disabled={doing === 'loading'} onPress={remove}>
            Remove the sample session
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
