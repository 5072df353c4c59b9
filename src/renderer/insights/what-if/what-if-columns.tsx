import { formatCost, formatCount, formatExactCost, formatShare, unknownFigure } from '../../format/quantities.ts';
import type { DataColumn } from '../../ui/table/data-column.ts';
import { TailedText } from '../../ui/tailed-text.tsx';
import type { Usage, WhatIfRow } from './what-if-rows.ts';

const dollars = (microUsd: number | null) => (microUsd === null ? null : microUsd / 1_000_000);

/** What the table says of what can be switched off. */
export const whatIfColumns: readonly DataColumn<WhatIfRow>[] = [
  { id: 'name', name: 'Switch off', widthPx: 240, grows: true, value: ({ name }) => name, cell: (row) => <NameCell row={row} /> },
  { id: 'usage', name: 'Used', hint: 'How often the model called it', widthPx: 72, isFigure: true, value: ({ usage }) => (usage.is === 'called' ? usage.calls : usage.is === 'never' ? 0 : null), cell: ({ usage }) => <UsageCell usage={usage} /> },
  { id: 'requests', name: 'Requests', hint: 'How many requests held it', widthPx: 76, isFigure: true, value: ({ requests }) => requests, cell: ({ requests }) => formatCount(requests) },
  { id: 'each', name: 'Per request', hint: 'Tokens it sends with each of them, used or not, on average', widthPx: 88, isFigure: true, value: perRequest, cell: (row) => figure(perRequest(row)) },
  { id: 'own', name: 'Tokens', hint: 'What it sent whether it was used or not', widthPx: 92, isFigure: true, value: ({ own }) => own.tokens, cell: ({ own }) => figure(own.tokens) },
  { id: 'share', name: 'Share', hint: 'Of all tokens of prompts', widthPx: 58, isFigure: true, value: ({ share }) => share, cell: ({ share, own }) => (own.tokens === 0 ? '' : formatShare(share)) },
  { id: 'cost', name: 'Cost', widthPx: 76, isFigure: true, value: ({ own }) => dollars(own.costMicroUsd), cell: ({ own }) => <CostCell microUsd={own.tokens === 0 ? 0 : own.costMicroUsd} /> },
  { id: 'use', name: 'By its use', hint: 'Tokens of its calls, results and texts', widthPx: 92, isFigure: true, value: ({ use }) => use.tokens, cell: ({ use }) => figure(use.tokens) },
  { id: 'use-cost', name: 'Cost of use', widthPx: 84, isFigure: true, value: ({ use }) => dollars(use.costMicroUsd) ?? 0, cell: ({ use }) => <CostCell microUsd={use.tokens === 0 ? 0 : use.costMicroUsd} /> },
];

/** What is none is left empty: most have no use. */
function figure(tokens: number | null) {
  return tokens === null || tokens === 0 ? '' : formatCount(tokens);
}

function perRequest({ own, requests }: WhatIfRow): number | null {
  return requests === 0 || own.tokens === 0 ? null : Math.round(own.tokens / requests);
}

function CostCell({ microUsd }: { readonly microUsd: number | null }) {
  if (microUsd === 0) return null;
  return <span className={microUsd === null ? 'what-if-unknown' : undefined} title={formatExactCost(microUsd)}>{formatCost(microUsd)}</span>;
}

function UsageCell({ usage }: { readonly usage: Usage }) {
  if (usage.is === 'called') return formatCount(usage.calls);
  if (usage.is === 'never') return <span className="what-if-never">never</span>;
  return usage.is === 'always' ? <span className="dim" title="It is sent, and not called">sent</span> : <span className="what-if-unknown" title="Too few answers are known to say how often">{unknownFigure}</span>;
}

const tickWords = { all: 'switched off', some: 'in part switched off', none: 'on' } as const;

function NameCell({ row: { group, name, about, off, children } }: { readonly row: WhatIfRow }) {
  return (
    <span className="what-if-name" data-group={group} title={about === null ? name : `${name} · ${about}`}>
      <span className="what-if-tick" data-off={off} aria-hidden="true" />
      <span className="for-screen-readers">{tickWords[off]}: </span>
      <span className="swatch" aria-hidden="true" />
      <span className={off === 'all' ? 'what-if-label what-if-off' : 'what-if-label'}>
        <TailedText text={name} />
      </span>
      {about !== null && <span className="dim what-if-about">{about}{children.length > 0 && `, ${formatCount(children.length)} parts`}</span>}
    </span>
  );
}
