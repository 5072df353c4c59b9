import type { StatusView } from '../../contract/status-view.ts';
import { copyText } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { Setting } from './setting.tsx';

/** Where the data, the certificate and its bundle lie. */
export function PlacesField({ status }: { readonly status: Pick<StatusView, 'dataDir' | 'caFile' | 'caBundleFile'> }) {
  return (
    <Setting id="places">
      <span className="dim">Captured requests</span>
      <CommandLine command={status.dataDir} what="data folder" onCopy={copyText} />
      <span className="dim">Certificate</span>
      <CommandLine command={status.caFile} what="certificate path" onCopy={copyText} />
      <span className="dim">Bundle for NODE_EXTRA_CA_CERTS</span>
      <CommandLine command={status.caBundleFile} what="bundle path" onCopy={copyText} />
    </Setting>
  );
}
