import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/list-state.tsx';
import type { FilterMistake } from '../../domain/filter/filter.ts';
import { FilterMistakes } from './find/filter-mistakes.tsx';
import { fixedFilter } from './find/mistake-fixes.ts';

/** Where the list would be: that nothing passes, and the ways to see something again. */
export function NothingFound({ mistakes }: { readonly mistakes: readonly FilterMistake[] }) {
  const [place, go] = usePlace();
  const isNarrowed = place.session !== null;
  const where = place.thread !== null ? 'this thread' : 'this session';
  if (place.filter === '') {
    return (
      <Empty title={`No requests in ${where}`}>
        <Button onPress={() => go({ session: null, thread: null })}>Show all requests</Button>
      </Empty>
    );
  }
  return (
    <Empty title={mistakes.length > 0 ? 'The filter cannot be read' : `No request${isNarrowed ? ` of ${where}` : ''} passes this filter`}>
      {mistakes.length > 0 && <FilterMistakes mistakes={mistakes} onFix={(mistake, word) => go({ filter: fixedFilter(place.filter, mistake, word) })} />}
      <div className="nothing-buttons">
        <Button onPress={() => go({ filter: '' })}>Clear the filter</Button>
        {isNarrowed && mistakes.length === 0 && <Button onPress={() => go({ session: null, thread: null })}>Look in all sessions</Button>}
      </div>
    </Empty>
  );
}
