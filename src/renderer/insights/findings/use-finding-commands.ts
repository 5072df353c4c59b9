import type { InsightRange } from '../../../contract/insight-view.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { allTraffic } from '../../navigation/place.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { filterOf, pageOf } from './finding-links.ts';

interface FindingActions {
  readonly open: Finding | null;
  readonly range: InsightRange;
  readonly isHidden: boolean;
  readonly close: () => void;
  readonly hide: (id: string) => void;
  readonly show: (id: string) => void;
  readonly focusList: () => void;
}

/** What can be done with the findings by key and from the palette. Arrows and Enter are those of the list itself. */
export function useFindingCommands({ open, range, isHidden, close, hide, show, focusList }: FindingActions): void {
  const [place, go] = usePlace();
  const filter = open === null ? null : filterOf(open, range);
  const page = open === null ? null : pageOf(open);
  useCommands([
    { id: 'findings.list', name: 'Go to the list of findings', group: 'Findings', keys: ['l'], run: focusList },
    { id: 'findings.close', name: 'Close the finding', group: 'Findings', keys: ['Escape'], isOff: open === null, run: close },
    {
      id: 'findings.hide',
      name: isHidden ? 'Show this finding again' : 'Hide this finding',
      group: 'Findings',
      keys: ['h'],
      isOff: open === null,
      run: () => {
        if (open !== null) (isHidden ? show : hide)(open.id);
      },
    },
    {
      id: 'findings.requests',
      name: 'Show its requests in Traffic',
      group: 'Findings',
      keys: ['r'],
      isOff: filter === null,
      run: () => {
        if (filter !== null) go({ ...allTraffic, range: place.range, filter });
      },
    },
    {
      id: 'findings.source',
      name: 'Show all about its source',
      group: 'Findings',
      keys: ['s'],
      isOff: page === null,
      run: () => {
        if (page !== null) go({ screen: 'sources', source: page, part: null });
      },
    },
  ]);
}
