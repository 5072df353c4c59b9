import type { ApiChoice } from '../../contract/settings-view.ts';
import type { StatusView } from '../../contract/status-view.ts';
import { copyText } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { ApiToken } from './api-token.tsx';
import { Setting } from './setting.tsx';
import { PortField } from './port-field.tsx';

interface ApiFieldProps {
  readonly api: ApiChoice;
  /** The default. */
  readonly standard: ApiChoice;
  /** Undefined until it is read. */
  readonly state: StatusView['api'] | undefined;
  readonly busy: boolean;
  readonly onChange: (api: ApiChoice) => void;
}

/** Whether programs of this machine may ask Whence, where, and by which token. */
export function ApiField({ api, standard, state, busy, onChange }: ApiFieldProps) {
  const isListening = state?.state === 'listening';
  return (
    <Setting
      id="api"
      standard={`off, port ${standard.port}`}
      onReset={api.on === standard.on && api.port === standard.port ? null : () => onChange(standard)}
    >
      <Switch label="Serve the local API" on={api.on} onChange={(on) => onChange({ ...api, on })}>
        {api.on ? 'On' : 'Off'}
      </Switch>
      <PortField
        label="Port of the local API"
        about="On 127.0.0.1 only."
        port={api.port}
        busy={busy}
        onChange={(port) => onChange({ ...api, port })}
      />
      {state?.state === 'failed' && <Notice tone="bad">{state.message} Choose another port.</Notice>}
      {isListening && (
        <>
          <CommandLine command={`${state.url}/api/claude/requests`} what="address of the local API" onCopy={copyText} />
          {!api.on && <p className="page-attention">It is on for this run, as the command line asks.</p>}
        </>
      )}
      {(isListening || api.on) && <ApiToken />}
    </Setting>
  );
}
