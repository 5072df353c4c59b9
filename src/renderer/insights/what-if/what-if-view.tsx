import { useMemo, useRef, useState } from 'react';
import type { WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import { whatIfOwners } from '../../../domain/insight/what-if-items.ts';
import { whatIf } from '../../../domain/insight/what-if.ts';
import { formatCounted } from '../../format/quantities.ts';
import { Button } from '../../ui/button.tsx';
import type { DataSort } from '../../ui/table/data-column.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useKeptSet } from '../../ui/use-kept-set.ts';
import { GoneBar } from './gone-bar.tsx';
import { whatIfColumns } from './what-if-columns.tsx';
import { WhatIfNotes } from './what-if-notes.tsx';
import { WhatIfOffer } from './what-if-offer.tsx';
import { foundRows, neverUsed, whatIfRows, type WhatIfRow } from './what-if-rows.ts';
import { WhatIfRest } from './what-if-rest.tsx';
import { WhatIfTotals } from './what-if-totals.tsx';

const rowId = ({ id }: WhatIfRow) => id;
const childrenOf = ({ children }: WhatIfRow) => children;

/** The ticks, and what they come to: reckoned here, with no call to anybody. */
export function WhatIfView({ facts }: { readonly facts: WhatIfFacts }) {
  const frame = useRef<HTMLDivElement>(null);
  const [off, setOff] = useKeptSet('what-if-off');
  const [words, setWords] = useState('');
  const [sort, setSort] = useState<DataSort>({ column: 'own', descending: true });
  const owners = useMemo(() => whatIfOwners(facts.sources), [facts]);
  const result = useMemo(() => whatIf(facts, owners, off), [facts, owners, off]);
  const rows = useMemo(() => whatIfRows(facts, owners, off), [facts, owners, off]);
  const shown = useMemo(() => foundRows(rows, words), [rows, words]);
  const unused = neverUsed(rows);
  const ticked = rows.flatMap(({ items }) => items.filter((item) => off.has(item))).length;
  const tick = ({ items, off: state }: WhatIfRow) => {
    const next = new Set(off);
    for (const item of items) {
      if (state === 'all') next.delete(item);
      else next.add(item);
    }
    setOff(next);
  };
  const isUnusedOff = unused.length > 0 && unused.every((item) => off.has(item));
  const tickUnused = () => setOff(isUnusedOff ? new Set([...off].filter((item) => !unused.includes(item))) : new Set([...off, ...unused]));
  const switchAllOn = () => {
    setOff(new Set());
    // The button takes no focus any more.
    frame.current?.querySelector<HTMLElement>('.data-table')?.focus();
  };
  return (
    <div ref={frame} className="what-if">
      <GoneBar own={result.own.tokensShare} all={result.all.tokensShare} />
      <div className="what-if-sum">
        <WhatIfTotals result={result} days={facts.days} sides={ticked === 0 ? 'none' : result.all.tokens === result.own.tokens ? 'own' : 'both'} />
        {ticked === 0 ? <WhatIfOffer facts={facts} owners={owners} rows={rows} unused={unused} /> : <WhatIfNotes facts={facts} result={result} />}
      </div>
      <div className="what-if-tools">
        <TextField label="Find" labelHidden type="search" placeholder="Find a server, tool, skill or file" value={words} onChange={setWords} />
        <Button look={ticked === 0 && unused.length > 0 ? 'main' : 'plain'} pressed={isUnusedOff} onPress={tickUnused} disabled={unused.length === 0} hint="What was sent five times or more, and never called">
          All that was never used
        </Button>
        <Button look="quiet" onPress={switchAllOn} disabled={off.size === 0}>
          Switch all on
        </Button>
        <span className="dim what-if-count">{ticked === 0 ? 'Press a line, or Space in it, to switch it off' : `${formatCounted(ticked, 'part')} switched off`}</span>
      </div>
      <DataTable
        label="What can be switched off"
        rows={shown}
        columns={whatIfColumns}
        rowKey={rowId}
        childrenOf={childrenOf}
        sort={sort}
        onSort={setSort}
        onOpen={tick}
        spaceOpens
        empty={<p className="what-if-none dim">{rows.length === 0 ? 'Nothing in these prompts can be switched off' : 'Nothing is called so'}</p>}
      />
      <WhatIfRest facts={facts} owners={owners} />
    </div>
  );
}
