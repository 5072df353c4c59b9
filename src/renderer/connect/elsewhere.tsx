import { useState } from 'react';
import { copyText, useCall } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Tabs } from '../ui/tabs.tsx';
import './connect.css';

/** Lines for a claude that runs in a container, in WSL, or on another machine. */
export function Elsewhere() {
  const places = useCall('readElsewhere', {}, { askAgainOnOpening: true });
  const [chosen, setChosen] = useState<string | null>(null);
  if (places.isPending) return <Loading what="the lines for elsewhere" />;
  if (places.isError) return <Failed what="the lines for elsewhere" why={places.error.message} onRetry={() => void places.refetch()} />;
  const place = places.data.find(({ key }) => key === chosen) ?? places.data[0];
  if (place === undefined) return null;
  return (
    <div className="pointing">
      <Tabs label="Where claude runs" tabs={places.data.map(({ key, name }) => ({ key, name }))} chosen={place.key} onChoose={setChosen}>
        <div className="connect-stack">
          <p className="dim">{place.about}</p>
          {place.steps.map(({ what, line }) => (
            <div key={what} className="connect-step">
              <span>{what}</span>
              <CommandLine command={line} what={`line for ${place.name}: ${what}`} onCopy={copyText} />
            </div>
          ))}
          {place.note !== null && <p className="dim">{place.note}</p>}
          {place.caution !== null && <Notice tone="warn">{place.caution}</Notice>}
        </div>
      </Tabs>
    </div>
  );
}
