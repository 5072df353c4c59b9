import { copyText, useCall } from '../bridge/use-call.ts';
import { useSettings } from '../bridge/use-settings.ts';
import { RenewCertificate } from '../connect/renew-certificate.tsx';
import { themes } from '../theme/themes.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { PortField } from './port-field.tsx';
import '../ui/page.css';

/** What can be set: each change holds at once. */
export function SettingsScreen() {
  const status = useCall('readStatus', {});
  const { settings, changeSettings, isChanging, refusal } = useSettings();

  if (settings.isPending) return <Loading what="the settings" />;
  if (settings.isError) {
    return <Failed what="the settings" why={settings.error.message} onRetry={() => void settings.refetch()} />;
  }
  const { port, interceptHosts, offeredHosts, theme } = settings.data;
  const openHost = (host: string, open: boolean) =>
    changeSettings({ interceptHosts: open ? [...interceptHosts, host] : interceptHosts.filter((other) => other !== host) });

  return (
    <div className="page">
      <div className="page-column">
        <h2 className="page-title">Settings</h2>
        <p className="page-lead">Hosts and theme hold at once; a new port holds from the next start.</p>
        {refusal !== null && (
          <Notice tone="bad" announced>
            The change was not made: {refusal}
          </Notice>
        )}
        <section className="field">
          <h3 className="field-name" id="hosts-name">
            Hosts to open
          </h3>
          <div className="field-control" role="group" aria-labelledby="hosts-name">
            {offeredHosts.map((host) => (
              <label key={host} className="check">
                <input
                  type="checkbox"
                  checked={interceptHosts.includes(host)}
                  onChange={(event) => openHost(host, event.target.checked)}
                />
                <span className="mono">{host}</span>
              </label>
            ))}
            <p className="dim">All other hosts pass through unopened: Whence sees their names and nothing else.</p>
            <RenewCertificate />
          </div>
        </section>
        <section className="field">
          <h3 className="field-name" id="port-name">
            Port
          </h3>
          <div className="field-control">
            <PortField key={port} port={port} busy={isChanging} onChange={(wanted) => changeSettings({ port: wanted })} />
            {status.data !== undefined && status.data.proxy.port !== port && (
              <span className="page-attention">{status.data.proxy.note ?? `Listening on ${status.data.proxy.port} now.`}</span>
            )}
          </div>
        </section>
        <section className="field">
          <h3 className="field-name">Theme</h3>
          <div className="field-control">
            <Segmented label="Theme" value={theme} choices={themes} onChange={(wanted) => changeSettings({ theme: wanted })} />
          </div>
        </section>
        {status.data !== undefined && (
          <section className="field">
            <h3 className="field-name">Where things are</h3>
            <div className="field-control">
              <span className="dim">Captured requests</span>
              <CommandLine command={status.data.dataDir} what="data folder" onCopy={copyText} />
              <span className="dim">Certificate</span>
              <CommandLine command={status.data.caFile} what="certificate path" onCopy={copyText} />
              <span className="dim">Bundle for NODE_EXTRA_CA_CERTS</span>
              <CommandLine command={status.data.caBundleFile} what="bundle path" onCopy={copyText} />
            </div>
          </section>
        )}
      </div>
    </div>
  );
}
