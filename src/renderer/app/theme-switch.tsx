import { useSettings } from '../bridge/use-settings.ts';
import { themes } from '../theme/themes.ts';
import { Icon } from '../ui/icon.tsx';
import { Segmented } from '../ui/segmented.tsx';

const choices = themes.map((theme) => ({ ...theme, face: <Icon name={theme.value} size={13} /> }));

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
