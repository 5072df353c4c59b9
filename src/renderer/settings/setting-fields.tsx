import type { SettingsChange, SettingsView } from '../../contract/settings-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { ClaudeSettingsAtQuit } from '../connect/claude-settings-at-quit.tsx';
import { LoginItem } from '../connect/login-item.tsx';
import { placeHash } from '../navigation/place.ts';
import { usePlace } from '../navigation/use-place.ts';
import { themes } from '../theme/themes.ts';
import { Segmented } from '../ui/segmented.tsx';
import { ApiField } from './api-field.tsx';
import { AtQuitField } from './at-quit-field.tsx';
import { CaptureField } from './capture-field.tsx';
import { HostsField } from './hosts-field.tsx';
import { MaskingField } from './masking-field.tsx';
import { PlacesField } from './places-field.tsx';
import { ProxyPortField } from './proxy-port-field.tsx';
import { RetentionField } from './retention-field.tsx';
import { Setting } from './setting.tsx';
import type { SettingId } from './settings-index.ts';
import { UpstreamProxyField } from './upstream-proxy-field.tsx';
import { WindowClosedField } from './window-closed-field.tsx';

interface SettingFieldsProps {
  readonly id: SettingId;
  readonly settings: SettingsView;
  readonly busy: boolean;
  readonly onChange: (change: SettingsChange) => void;
}

/** The controls of one setting, by its name in the index. */
export function SettingFields({ id, settings, busy, onChange }: SettingFieldsProps) {
  const status = useCall('readStatus', {});
  const [place] = usePlace();
  const { defaults } = settings;
  switch (id) {
    case 'capture':
      return <CaptureField capture={settings.capture} standard={defaults.capture} onChange={(capture) => onChange({ capture })} />;
    case 'hosts':
      return <HostsField settings={settings} onChange={(interceptHosts) => onChange({ interceptHosts })} />;
    case 'masking':
      return <MaskingField settings={settings} onChange={(maskingRulesOff) => onChange({ maskingRulesOff })} />;
    case 'retention':
      return <RetentionField retention={settings.retention} standard={defaults.retention} onChange={(retention) => onChange({ retention })} />;
    case 'places':
      return status.data === undefined ? null : <PlacesField status={status.data} />;
    case 'port':
      return <ProxyPortField port={settings.port} standard={defaults.port} proxy={status.data?.proxy} busy={busy} onChange={(port) => onChange({ port })} />;
    case 'upstream-proxy':
      return <UpstreamProxyField choice={settings.upstreamProxy} busy={busy} onChange={(upstreamProxy) => onChange({ upstreamProxy })} />;
    case 'api':
      return <ApiField api={settings.api} standard={defaults.api} state={status.data?.api} busy={busy} onChange={(api) => onChange({ api })} />;
    case 'theme':
      return (
        <Setting id="theme" standard="as the system" onReset={settings.theme === defaults.theme ? null : () => onChange({ theme: defaults.theme })}>
          <Segmented label="Theme" value={settings.theme} choices={themes} onChange={(theme) => onChange({ theme })} />
        </Setting>
      );
    case 'window-closed':
      return <WindowClosedField chosen={settings.whenWindowClosed} standard={defaults.whenWindowClosed} onChange={(whenWindowClosed) => onChange({ whenWindowClosed })} />;
    case 'at-quit':
      return <AtQuitField atQuit={settings.atQuit} standard={defaults.atQuit} standby={status.data?.standby} onChange={(atQuit) => onChange({ atQuit })} />;
    case 'claude-settings': {
      const isStandard = settings.claudeSettingsAtQuit === defaults.claudeSettingsAtQuit;
      return (
        <Setting id="claude-settings" standard="leave it" onReset={isStandard ? null : () => onChange({ claudeSettingsAtQuit: defaults.claudeSettingsAtQuit })}>
          <ClaudeSettingsAtQuit />
        </Setting>
      );
    }
    case 'login-item':
      return (
        <Setting id="login-item" standard="nothing is started">
          <LoginItem />
        </Setting>
      );
    case 'remove':
      return (
        <Setting id="remove">
          <a className="page-link" href={placeHash({ ...place, screen: 'leaving', part: null })}>
            See what would be removed
          </a>
        </Setting>
      );
  }
}
