import { useState } from 'react';
import type { StatusView } from '../../contract/status-view.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PortField } from './port-field.tsx';
import { Setting } from './setting.tsx';

interface ProxyPortFieldProps {
  readonly port: number;
  /** The default. */
  readonly standard: number;
  /** Undefined until it is read. */
  readonly proxy: StatusView['proxy'] | undefined;
  readonly busy: boolean;
  readonly onChange: (port: number) => void;
}

/** The proxy's port: looked at while it is typed, and used from the next start. */
export function ProxyPortField({ port, standard, proxy, busy, onChange }: ProxyPortFieldProps) {
  const [looked, setLooked] = useState<number | null>(null);
  const run = useCall('readRun', {});
  const check = useCall('checkPort', { port: looked ?? 0 }, { enabled: looked !== null && looked !== port, askAgainOnOpening: true });
  const restart = useAction('restartApp');
  const isStated = run.data?.portIsStated === true;
  // Any that is free was asked for with 0.
  const isElsewhere = proxy !== undefined && port !== 0 && proxy.port !== port;
  return (
    <Setting id="port" standard={String(standard)} onReset={port === standard ? null : () => onChange(standard)}>
      <PortField port={port} busy={busy} about="Holds from the next start." onChange={onChange} onType={setLooked} />
      {looked !== null && looked !== port && check.data !== undefined && (
        <p className={check.data.state === 'free' || check.data.state === 'own' ? 'dim' : 'page-attention'} role="status">
          {check.data.message}
        </p>
      )}
      {isElsewhere && isStated && <p className="page-attention">For this run the command line says otherwise: Whence listens on {proxy.port}.</p>}
      {isElsewhere && !isStated && (
        <Notice tone="warn">
          <p>
            {proxy.note ?? `Whence listens on ${proxy.port} until it is started again.`} Terminals that were pointed at {proxy.port} have to be pointed anew then.
          </p>
          <div className="page-row">
            <Button busy={restart.isPending} onPress={() => restart.mutate({})}>
              Restart Whence
            </Button>
            <span className="dim">Connections that are open are cut off.</span>
          </div>
        </Notice>
      )}
    </Setting>
  );
}
