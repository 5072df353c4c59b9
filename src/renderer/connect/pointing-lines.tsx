import { useState } from 'react';
import { copyText, useCall } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Tabs } from '../ui/tabs.tsx';
import './connect.css';

/** The line that points a terminal at the proxy, in the words of the shell chosen. */
export function PointingLines() {
  const lines = useCall('readPointingLines', {});
  const [chosen, setChosen] = useState<string | null>(null);
  if (lines.isPending) return <Loading what="the lines for your terminal" />;
  if (lines.isError) {
    return <Failed what="the lines for your terminal" why={lines.error.message} onRetry={() => void lines.refetch()} />;
  }
  const line = lines.data.find(({ shell }) => shell === chosen) ?? lines.data[0];
  if (line === undefined) return null;
  return (
    <div className="pointing">
      <Tabs
        label="Shell"
        tabs={lines.data.map(({ shell }) => ({ key: shell, name: shell }))}
        chosen={line.shell}
        onChoose={setChosen}
      >
        <CommandLine command={line.line} what={`line for ${line.shell}`} onCopy={copyText} />
      </Tabs>
    </div>
  );
}
