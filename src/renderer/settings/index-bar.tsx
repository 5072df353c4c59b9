import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { TextField } from '../ui/text-field.tsx';
import './settings.css';

interface IndexBarProps {
  readonly sections: readonly { readonly id: string; readonly name: string }[];
  /** The words that are looked for. */
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
}

/** The way to each section of the settings, and the search of them: beside the page, or above it where the window is narrow. */
export function IndexBar({ sections, wanted, onWanted }: IndexBarProps) {
  const [place] = usePlace();
  return (
    <nav className="settings-index" aria-label="Settings">
      <TextField label="Find a setting" labelHidden type="search" placeholder="Find a setting" value={wanted} onChange={onWanted} />
      <ul>
        {sections.map(({ id, name }) => (
          <li key={id}>
            <a
              className="settings-stop"
              href={placeHash({ ...place, part: id })}
              aria-current={place.part === id ? 'true' : undefined}
              // A second press leads there again, although the address stays.
              onClick={() => document.querySelector(`#section-${id}`)?.scrollIntoView({ block: 'start' })}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
