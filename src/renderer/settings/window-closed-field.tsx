import type { SettingsView } from '../../contract/settings-view.ts';
import { RadioList } from '../ui/radio-list.tsx';
import { Setting } from './setting.tsx';

type WhenClosed = SettingsView['whenWindowClosed'];

interface WindowClosedFieldProps {
  readonly chosen: WhenClosed;
  /** The default. */
  readonly standard: WhenClosed;
  readonly onChange: (chosen: WhenClosed) => void;
}

const choices: readonly { readonly value: WhenClosed; readonly name: string; readonly about: string }[] = [
  { value: 'quit', name: 'Quit Whence', about: 'Recording ends with it; what becomes of the port is said under Closing.' },
  {
    value: 'stay',
    name: 'Go on recording',
    about: 'Whence stays in the tray, where there is one. Starting it once more opens the window again, with or without a tray.',
  },
];

/** Whether the app outlives its window. */
export function WindowClosedField({ chosen, standard, onChange }: WindowClosedFieldProps) {
  return (
    <Setting id="window-closed" standard={standard === 'quit' ? 'quit' : 'go on recording'} onReset={chosen === standard ? null : () => onChange(standard)}>
      <RadioList label="When the window is closed" value={chosen} choices={choices} onChange={onChange} />
    </Setting>
  );
}
