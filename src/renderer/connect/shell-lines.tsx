import { useState } from 'react';
import { copyText } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { Tabs } from '../ui/tabs.tsx';
import './connect.css';

interface ShellLinesProps {
  /** The name of the row of tabs. */
  readonly label: string;
  readonly lines: readonly { readonly shell: string; readonly line: string }[];
  /** What is copied. */
  readonly what: string;
}

/** The same in the words of several shells, of which one is in sight. */
export function ShellLines({ label, lines, what }: ShellLinesProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const line = lines.find(({ shell }) => shell === chosen) ?? lines[0];
  if (line === undefined) return null;
  return (
    <div className="pointing">
      <Tabs label={label} tabs={lines.map(({ shell }) => ({ key: shell, name: shell }))} chosen={line.shell} onChoose={setChosen}>
        <CommandLine command={line.line} what={`${what} for ${line.shell}`} onCopy={copyText} />
      </Tabs>
    </div>
  );
}
