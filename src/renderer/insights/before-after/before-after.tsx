import { useCall } from '../../bridge/use-call.ts';
import { wishToMark } from '../../navigation/mark-wish.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { Comparison } from './comparison.tsx';
import { MarkerList } from './marker-list.tsx';
import './before-after.css';

const markNow = () => wishToMark({ atUs: Date.now() * 1000 });

/** What turns took before a point in time, and after it. */
export function BeforeAfter() {
  const [place, go] = usePlace();
  const markers = useCall('listMarkers', {});
  if (markers.error !== null) return <Failed what="the markers" why={markers.error.message} onRetry={() => void markers.refetch()} />;
  if (markers.data === undefined) return <Loading what="the markers" />;
  const chosen = markers.data.find(({ number }) => String(number) === place.marker) ?? markers.data[0];
  if (chosen === undefined) {
    return (
      <Empty title="No point is marked yet">
        <p>Mark the point at which you change something, as “removed context7”: then what turns took before it is compared with what they take after it. A request in Traffic can be marked too, from the palette.</p>
        <Button look="main" onPress={markNow}>Mark this point…</Button>
      </Empty>
    );
  }
  return (
    <div className="before-after">
      <MarkerList markers={markers.data} chosen={chosen} onChoose={({ number }) => go({ marker: String(number) })} onMark={markNow} />
      <Comparison key={chosen.number} marker={chosen} />
    </div>
  );
}
