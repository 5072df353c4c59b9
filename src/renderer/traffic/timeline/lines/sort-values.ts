import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { agentName, cachedShare, firstTokenUs, kindName, statusWords, totalUs } from '../../../format/row-facts.ts';
import { sessionOfRow } from '../../../bridge/merge-rows.ts';

export type SortValue = number | string | null;

/** What each column sorts by. */
export const sortValues = {
  time: (row) => row.timing.requestStartedAtUs,
  date: (row) => row.timing.requestStartedAtUs,
  agent: agentName,
  kind: kindOrder,
  model: (row) => row.model,
  status: (row) => (row.state === 'complete' ? String(row.status ?? 0).padStart(3, '0') : statusWords(row)),
  input: (row) => row.promptTokens,
  cached: cachedShare,
  output: (row) => row.usage?.outputTokens ?? null,
  cost: (row) => row.costMicroUsd,
  'first-token': firstTokenUs,
  total: totalUs,
  size: (row) => row.requestBytes + row.responseBytes,
  project: (row) => row.projectDirectory,
  session: sessionOfRow,
  rating: (row) => row.stars,
} as const satisfies Record<string, (row: ExchangeRow) => SortValue>;

export type SortableColumn = keyof typeof sortValues;

export function isSortable(column: string): column is SortableColumn {
  return Object.hasOwn(sortValues, column);
}

/** The tenth turn comes after the second. */
function kindOrder(row: ExchangeRow): string {
  const isTurn = row.auxiliaryPurpose === null && (row.requestClass === 'main' || row.requestClass === 'subagent');
  return isTurn ? `turn ${String(row.turnNumber ?? 0).padStart(9, '0')}` : kindName(row);
}
