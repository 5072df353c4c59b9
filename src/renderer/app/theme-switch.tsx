import { useSettings } from '../bridge/use-settings.ts';
import { Icon } from '../ui/icon.tsx';
import { Segmented } from '../ui/segmented.tsx';

const choices = [
  { value: 'system', name: 'As the system', face: <Icon name="system" size={13} /> },
  { value: 'light', name: 'Light', face: <Icon name="light" size={13} /> },
  { value: 'dark', name: 'Dark', face: <Icon name="dark" size={13} /> },
] as const;

/** Dark, light, or as the system has it. */
export function ThemeSwitch() {
  const { settings, changeSettings } = useSettings();
  return (
    <Segmented
      label="Theme"
      value={settings.data?.theme ?? 'system'}
      choices={choices}
      onChange={(theme) => changeSettings({ theme })}
    />
  );
}
