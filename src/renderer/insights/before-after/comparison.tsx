import { useMemo, useState } from 'react';
import type { MarkerView } from '../../../contract/marker-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatDayAndClock } from '../../format/moments.ts';
import { Failed, Loading } from '../../ui/list-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { useKeptChoice } from '../../ui/use-kept-choice.ts';
import { MarkerTitle } from './marker-title.tsx';
import { Measured } from './measured.tsx';
import { WhereItIs } from './where-it-is.tsx';

const dayChoices = [
  { value: '3', name: '3 days' },
  { value: '7', name: '7 days' },
  { value: '14', name: '14 days' },
  { value: '30', name: '30 days' },
] as const;

const ofAll = 'all';

/** A marker with what turns and requests took on either side of it. */
export function Comparison({ marker }: { readonly marker: MarkerView }) {
  const [days, setDays] = useKeptChoice('before-after-days', dayChoices.map(({ value }) => value), '7');
  const [project, setProject] = useState<string | null>(null);
  const input = useMemo(() => ({ number: marker.number, days: Number(days), ...(project === null ? {} : { project }) }), [marker.number, days, project]);
  const compared = useCall('readBeforeAfter', input, { keepPrevious: true });
  const projects = compared.data?.projects ?? [];
  const choices = [{ value: ofAll, name: 'All projects' }, ...projects.map(({ project: path, before, after }) => ({ value: `p:${path}`, name: path === '' ? 'No project known' : path, about: `${before} before, ${after} after` }))];
  return (
    <section className="compared" aria-label={`Before and after ${marker.label}`}>
      <MarkerTitle marker={marker} />
      <div className="compared-choices">
        <Segmented label="Days on either side" value={days} choices={dayChoices} onChange={setDays} />
        <span className="dim" aria-hidden="true">on either side</span>
        <Select label="Project" value={project === null ? ofAll : `p:${project}`} choices={choices} onChange={(value) => setProject(value === ofAll ? null : value.slice(2))} />
        {projects.length > 1 && project === null && <span className="dim">Other work is the likeliest reason for other figures: choose one project to compare like with like.</span>}
      </div>
      {compared.error !== null && <Failed what="what is compared" why={compared.error.message} onRetry={() => void compared.refetch()} />}
      {compared.error === null && compared.data === undefined && <Loading what="what is compared" />}
      {compared.data !== undefined && compared.data !== null && (
        <>
          <p className="dim compared-spans">
            Before: from {formatDayAndClock(compared.data.before.fromUs).slice(0, -7)}{compared.data.before.isCut && ', where the marker before is'}. After: until {formatDayAndClock(compared.data.after.untilUs).slice(0, -7)}{compared.data.after.isCut && ', where the next marker is'}.
            {compared.data.acrossTurns > 0 && ` ${compared.data.acrossTurns === 1 ? 'One turn was' : `${compared.data.acrossTurns} turns were`} under way at that point, and on neither side.`}
          </p>
          <Measured view={compared.data} />
          <WhereItIs view={compared.data} />
        </>
      )}
    </section>
  );
}
