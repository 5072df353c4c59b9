import { useCall } from '../bridge/use-call.ts';
import { useSettings } from '../bridge/use-settings.ts';
import { themes } from '../theme/themes.ts';
import { Field } from '../ui/field.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { ApiField } from './api-field.tsx';
import { AtQuitField } from './at-quit-field.tsx';
import { CaptureField } from './capture-field.tsx';
import { HostsField } from './hosts-field.tsx';
import { MaskingField } from './masking-field.tsx';
import { PlacesField } from './places-field.tsx';
import { PortField } from './port-field.tsx';
import { UpstreamProxyField } from './upstream-proxy-field.tsx';
import '../ui/page.css';
import './settings.css';

/** What can be set: each change holds at once. */
export function SettingsScreen() {
  const status = useCall('readStatus', {});
  const { settings, changeSettings, isChanging, refusal } = useSettings();

  if (settings.isPending) return <Loading what="the settings" />;
  if (settings.isError) {
    return <Failed what="the settings" why={settings.error.message} onRetry={() => void settings.refetch()} />;
  }
  const { port, theme, capture, atQuit, upstreamProxy, api } = settings.data;

  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Settings</h2>
        <p className="page-lead">A change holds at once, for new connections; a new port of the proxy holds from the next start.</p>
        {refusal !== null && (
          <Notice tone="bad" announced>
            The change was not made: {refusal}
          </Notice>
        )}
        <HostsField settings={settings.data} onChange={(interceptHosts) => changeSettings({ interceptHosts })} />
        <CaptureField capture={capture} onChange={(wanted) => changeSettings({ capture: wanted })} />
        <MaskingField settings={settings.data} onChange={(maskingRulesOff) => changeSettings({ maskingRulesOff })} />
        <AtQuitField atQuit={atQuit} standby={status.data?.standby} onChange={(wanted) => changeSettings({ atQuit: wanted })} />
        <Field name="Port">
          <PortField key={port} port={port} busy={isChanging} onChange={(wanted) => changeSettings({ port: wanted })} />
          {status.data !== undefined && status.data.proxy.port !== port && (
            <span className="page-attention">{status.data.proxy.note ?? `Listening on ${status.data.proxy.port} now.`}</span>
          )}
        </Field>
        <UpstreamProxyField choice={upstreamProxy} busy={isChanging} onChange={(wanted) => changeSettings({ upstreamProxy: wanted })} />
        <ApiField api={api} state={status.data?.api} busy={isChanging} onChange={(wanted) => changeSettings({ api: wanted })} />
        <Field name="Theme">
          <Segmented label="Theme" value={theme} choices={themes} onChange={(wanted) => changeSettings({ theme: wanted })} />
        </Field>
        {status.data !== undefined && <PlacesField status={status.data} />}
      </div>
    </div>
  );
}
