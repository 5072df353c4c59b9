import { useState } from 'react';
import { proxyUrlProblem } from '../../contract/proxy-url.ts';
import type { UpstreamProxyChoice } from '../../contract/settings-view.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

interface ProxyAddressFormProps {
  readonly choice: UpstreamProxyChoice;
  readonly busy: boolean;
  readonly onUse: (choice: UpstreamProxyChoice) => void;
}

/** The address of the user's own proxy, and the hosts that are reached without it. */
export function ProxyAddressForm({ choice, busy, onUse }: ProxyAddressFormProps) {
  const before = choice.from === 'settings' ? choice : { url: '', noProxy: '' };
  const [url, setUrl] = useState(before.url);
  const [noProxy, setNoProxy] = useState(before.noProxy);
  const problem = proxyUrlProblem(url.trim());
  const isChanged = choice.from !== 'settings' || url.trim() !== choice.url || noProxy.trim() !== choice.noProxy;
  const submit = () => {
    if (problem === null && isChanged) onUse({ from: 'settings', url: url.trim(), noProxy: noProxy.trim() });
  };
  return (
    <form
      className="page-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label="Address"
        value={url}
        onChange={setUrl}
        placeholder="http://proxy.example.com:3128"
        problem={url === '' ? null : problem}
      />
      <TextField label="Hosts without it, as in NO_PROXY" value={noProxy} onChange={setNoProxy} placeholder="localhost,.example.com" />
      <div className="page-row">
        <Button disabled={problem !== null || !isChanged} busy={busy} onPress={submit}>
          Use this proxy
        </Button>
        {isChanged ? <span className="dim">Not in use yet.</span> : <span className="dim">In use for new connections.</span>}
      </div>
      {/* Enter submits a form of two fields only where it has a button for that. */}
      <input type="submit" hidden />
    </form>
  );
}
