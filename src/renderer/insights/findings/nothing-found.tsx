import type { InsightsView } from '../../../contract/insight-view.ts';
import { insightRules } from '../../../domain/insight/finding.ts';
import { SampleNotCounted } from '../../connect/sample-not-counted.tsx';
import { SampleSession } from '../../connect/sample-session.tsx';
import { formatCompact, formatCounted } from '../../format/quantities.ts';
import { placeHash } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Empty } from '../../ui/list-state.tsx';
import { ruleNames } from './rule-names.ts';

/** Where nothing was billed, so that there is nothing to find anything in. */
export function NothingToLookAt({ isInDays }: { readonly isInDays: boolean }) {
  const [place] = usePlace();
  if (isInDays) {
    return (
      <Empty title="No request in these days">
        <p>
          <a className="page-link" href={placeHash({ ...place, range: 'all' })}>
            Look at all days
          </a>
        </p>
        <SampleNotCounted />
      </Empty>
    );
  }
  return (
    <Empty title="No findings yet">
      <p>
        They come with the requests of Claude Code: what is paid for and never used, what is carried along, what broke the cache.{' '}
        <a className="page-link" href={placeHash({ ...place, screen: 'set-up', part: null })}>
          Set it up
        </a>
      </p>
      <SampleSession />
    </Empty>
  );
}

/** Where none of the rules finds anything: what they looked at, and for what. */
export function NoFinding({ view: { requests, sessions, promptTokens, days } }: { readonly view: InsightsView }) {
  return (
    <div className="no-finding">
      <Empty title="No finding in these days">
        <p>
          {`Looked at ${formatCounted(requests, 'request')} of ${formatCounted(sessions, 'session')} in ${formatCounted(days, 'day')}, with ${formatCompact(promptTokens)} tokens of prompts, for each of these:`}
        </p>
        <ul className="no-finding-rules">
          {insightRules.map((rule) => (
            <li key={rule}>{ruleNames[rule]}</li>
          ))}
        </ul>
        <p>A finding needs enough requests to stand on: more days may show more.</p>
        <SampleNotCounted />
      </Empty>
    </div>
  );
}
