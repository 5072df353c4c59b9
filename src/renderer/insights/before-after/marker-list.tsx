import type { MarkerView } from '../../../contract/marker-view.ts';
import { formatDayAndClock, formatRecent } from '../../format/moments.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { visibleText } from '../../ui/visible-text.tsx';

interface MarkerListProps {
  readonly markers: readonly MarkerView[];
  readonly chosen: MarkerView;
  readonly onChoose: (marker: MarkerView) => void;
  readonly onMark: () => void;
}

/** The points that are marked, the latest first. */
export function MarkerList({ markers, chosen, onChoose, onMark }: MarkerListProps) {
  const nowMs = useNow(true, 60_000);
  return (
    <nav className="markers" aria-label="Markers">
      <Button onPress={onMark}>Mark this point…</Button>
      <ul className="markers-list">
        {markers.map((marker) => (
          <li key={marker.number}>
            <button type="button" className="markers-line" aria-current={marker.number === chosen.number} title={formatDayAndClock(marker.atUs)} onClick={() => onChoose(marker)}>
              <span className="markers-label">{visibleText(marker.label)}</span>
              <span className="dim">{formatRecent(marker.atUs, nowMs)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
