import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { agentName, isAside, isConnection, kindName } from '../../../format/row-facts.ts';
import { formatClock, formatDay } from '../../../format/moments.ts';
import { formatCompact } from '../../../format/quantities.ts';

/** A request that the open one can be compared with, and why one would. */
export interface Comparable {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

/** The request it goes on from, the last of the turn before, then the session's other prompts, the latest first. */
export function comparableRows(row: ExchangeRow, rows: readonly ExchangeRow[], other: ExchangeRow | null): readonly Comparable[] {
  const prompts = rows.filter((one) => one.id !== row.id && !isAside(one) && !isConnection(one));
  const turnBefore = prompts.find((one) => one.threadKey === row.threadKey && row.threadKey !== null && one.turnNumber === (row.turnNumber ?? 0) - 1);
  const predecessor = prompts.find(({ id }) => id === row.predecessorId) ?? (other?.id === row.predecessorId ? other : undefined);
  const named: Comparable[] = [];
  if (predecessor !== undefined) named.push({ id: predecessor.id, name: `Request before · ${words(predecessor, row)}`, about: figures(predecessor) });
  if (turnBefore !== undefined && turnBefore.id !== predecessor?.id) named.push({ id: turnBefore.id, name: `Turn before · ${words(turnBefore, row)}`, about: figures(turnBefore) });
  const rest = (other === null || other.id === row.id || prompts.some(({ id }) => id === other.id) ? prompts : [other, ...prompts]).filter(({ id }) => !named.some((one) => one.id === id));
  return [...named, ...rest.map((one) => ({ id: one.id, name: words(one, row), about: figures(one) }))];
}

function words(one: ExchangeRow, of: ExchangeRow): string {
  const startUs = one.timing.requestStartedAtUs;
  const isOtherDay = formatDay(startUs) !== formatDay(of.timing.requestStartedAtUs);
  const agent = agentName(one);
  return [`${isOtherDay ? `${formatDay(startUs)} ` : ''}${formatClock(startUs)}`, kindName(one), ...(agent === null ? [] : [agent]), ...(one.sessionId === of.sessionId ? [] : ['another session'])].join(' · ');
}

function figures({ promptTokens }: ExchangeRow): string {
  return promptTokens === null ? '' : `${formatCompact(promptTokens)} tokens`;
}
