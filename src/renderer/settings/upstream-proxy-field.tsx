import { useState } from 'react';
import type { UpstreamProxyChoice, UpstreamProxyView } from '../../contract/settings-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { RadioList } from '../ui/radio-list.tsx';
import { ProxyAddressForm } from './proxy-address-form.tsx';
import { Setting } from './setting.tsx';
import { ProxyLoginForm } from './proxy-login-form.tsx';

interface UpstreamProxyFieldProps {
  readonly choice: UpstreamProxyChoice;
  readonly busy: boolean;
  readonly onChange: (choice: UpstreamProxyChoice) => void;
}

/** Through which proxy, if any, Whence reaches the servers. */
export function UpstreamProxyField({ choice, busy, onChange }: UpstreamProxyFieldProps) {
  const proxy = useCall('readUpstreamProxy', {});
  // A proxy of one's own holds when its address is confirmed; until then the choice before it does.
  const [isWriting, setWriting] = useState(false);
  const shown = isWriting ? 'settings' : choice.from;
  const choose = (from: UpstreamProxyChoice['from']) => {
    setWriting(from === 'settings');
    if (from !== 'settings') onChange({ from });
  };
  return (
    <Setting id="upstream-proxy" standard="as the environment says" onReset={choice.from === 'environment' && !isWriting ? null : () => choose('environment')}>
      <RadioList
        label="Proxy on the way out"
        value={shown}
        onChange={choose}
        choices={[
          { value: 'environment', name: 'As the environment says', about: <Variables view={proxy.data} /> },
          { value: 'none', name: 'None', about: 'Whence connects to the servers directly.' },
          { value: 'settings', name: 'This one', about: 'For all connections, opened and unopened, but for those named below it.' },
        ]}
      />
      {shown === 'settings' && (
        <>
          <ProxyAddressForm
            key={choice.from}
            choice={choice}
            busy={busy}
            onUse={(used) => {
              setWriting(false);
              onChange(used);
            }}
          />
          {choice.from === 'settings' && proxy.data !== undefined && (
            <ProxyLoginForm key={proxy.data.user ?? ''} user={proxy.data.user} cannotKeep={proxy.data.cannotKeep} />
          )}
        </>
      )}
      {proxy.isError && <p className="page-attention">The proxies of the environment could not be read: {proxy.error.message}</p>}
    </Setting>
  );
}

function Variables({ view }: { readonly view: UpstreamProxyView | undefined }) {
  if (view === undefined) return null;
  if (view.variables.length === 0) return 'Whence was started without HTTPS_PROXY, HTTP_PROXY or NO_PROXY, so it connects directly.';
  return (
    <ul className="variables">
      {view.variables.map(({ name, value, inUse }) => (
        <li key={name} className="mono readable">
          {name}={value}
          {!inUse && ' (not used: another goes before it)'}
        </li>
      ))}
    </ul>
  );
}
