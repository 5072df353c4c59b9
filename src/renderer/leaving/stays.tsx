import type { WhatStays } from '../../contract/leaving-view.ts';
import { copyText } from '../bridge/use-call.ts';
import { CommandLine } from '../ui/command-line.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import './leaving.css';

interface StaysProps {
  readonly stays: readonly WhatStays[];
  /** The level of its heading. */
  readonly heading: 'h2' | 'h3';
}

/** What Whence does not remove, and how to do that by hand. */
export function Stays({ stays, heading: Heading }: StaysProps) {
  return (
    <section className="leaving-stays" aria-label="What stays">
      <Heading className="leaving-heading">What stays, for you to remove</Heading>
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
