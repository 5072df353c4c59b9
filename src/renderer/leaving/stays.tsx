import type { WhatStays } from '../../contract/leaving-view.ts';
import { copyText } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import './leaving.css';

/** What Whence does not remove, and how to do that by hand. */
export function Stays({ stays }: { readonly stays: readonly WhatStays[] }) {
  return (
    <section className="leaving-stays" aria-label="What stays">
      <h3>What stays, for you to remove</h3>
      <ul>
        {stays.map(({ what, paths, command }) => (
          <li key={what}>
            <span>{what}</span>
            {command === null &&
              paths.map((path) => (
                <code key={path} className="leaving-path">
                  {visibleText(path)}
                </code>
              ))}
            {command !== null && <CommandLine command={command} what="command" onCopy={copyText} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
