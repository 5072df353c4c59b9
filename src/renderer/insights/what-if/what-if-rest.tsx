import { useState } from 'react';
import { sourceGroup, type SourceGroup } from '../../../domain/attribution/source.ts';
import type { WhatIfFacts } from '../../../domain/insight/what-if-facts.ts';
import { essentialTools, type WhatIfOwner } from '../../../domain/insight/what-if-items.ts';
import { sumOfSources } from '../../../domain/insight/what-if.ts';
import { formatCompact, formatCost, formatShare } from '../../format/quantities.ts';
import { Disclosure } from '../../ui/disclosure.tsx';

const groupWords: Readonly<Record<SourceGroup, string>> = {
  system: 'system prompt and environment',
  tools: 'essential tools',
  mcp: 'MCP without a name',
  skills: 'heads of lists of skills',
  memory: 'memory without a path',
  hooks: 'reminders of Claude Code',
  conversation: 'your words, files and answers',
  other: 'all else',
};

/** What no setting takes out of a prompt. */
export function WhatIfRest({ facts, owners }: { readonly facts: WhatIfFacts; readonly owners: readonly WhatIfOwner[] }) {
  const [isOpen, setOpen] = useState(false);
  const offered = new Set(owners.flatMap(({ items }) => items.flatMap(({ own, use }) => [...own, ...use])));
  const left = facts.sources.flatMap((source, index) => (offered.has(index) ? [] : [{ group: sourceGroup(source.kind), index }]));
  const whole = Object.values(facts.total.tokensByState).reduce((sum, tokens) => sum + tokens, 0);
  const all = sumOfSources(facts, left.map(({ index }) => index));
  const groups = [...new Set(left.map(({ group }) => group))]
    .map((group) => ({ group, ...sumOfSources(facts, left.flatMap((one) => (one.group === group ? [one.index] : []))) }))
    .filter(({ tokens }) => tokens > 0)
    .toSorted((one, other) => other.tokens - one.tokens);
  return (
    <div className="what-if-rest">
      <Disclosure name="What stays" about={`${formatCompact(all.tokens)} tokens, ${formatShare(whole === 0 ? null : all.tokens / whole)} of all, cannot be switched off`} isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
        <ul className="what-if-rest-groups">
          {groups.map(({ group, tokens, costMicroUsd }) => (
            <li key={group} data-group={group}>
              <span className="swatch" aria-hidden="true" /> {groupWords[group]}{group === 'tools' && ` (${[...essentialTools].join(', ')})`}: {formatCompact(tokens)}, {formatCost(costMicroUsd)}
            </li>
          ))}
        </ul>
        <p className="dim">Subagents are not switched off here: without them their requests would be gone, and others made in their place.</p>
      </Disclosure>
    </div>
  );
}
