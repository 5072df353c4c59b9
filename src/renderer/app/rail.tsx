import type { Screen } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { placeHash } from '../navigation/place.ts';
import { Icon } from '../ui/icon.tsx';

const stops: readonly { readonly screen: Exclude<Screen, 'leaving'>; readonly name: string }[] = [
  { screen: 'traffic', name: 'Traffic' },
  { screen: 'sources', name: 'Sources' },
  { screen: 'costs', name: 'Costs' },
  { screen: 'insights', name: 'Insights' },
  { screen: 'set-up', name: 'Set-up' },
  { screen: 'settings', name: 'Settings' },
];

/** The way between the screens. A screen is come back to as it was left. */
export function Rail({ screen }: { readonly screen: Screen }) {
  const [place] = usePlace();
  return (
    <nav className="rail" aria-label="Screens">
      {stops.map((stop) => (
        <a
          key={stop.screen}
          className="rail-stop"
          href={placeHash({ ...place, screen: stop.screen })}
          aria-current={stop.screen === (screen === 'leaving' ? 'settings' : screen) ? 'page' : undefined}
        >
          <Icon name={stop.screen} size={18} />
          {stop.name}
        </a>
      ))}
    </nav>
  );
}
