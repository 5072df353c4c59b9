import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { wishToMark } from '../../navigation/mark-wish.ts';
import type { ColumnChoice } from './columns/column-choice.ts';
import { firstChoice } from './columns/column-choice.ts';

interface TimelineActions {
  /** The rows that ratings and pins are given to: those chosen, or the current one. */
  readonly meant: readonly ExchangeRow[];
  readonly isEmpty: boolean;
  readonly canCompare: boolean;
  readonly hasChosen: boolean;
  readonly step: (by: 1 | -1) => void;
  readonly toError: (by: 1 | -1) => void;
  readonly toTurn: (by: 1 | -1) => void;
  readonly rate: (stars: number | null) => void;
  /** Opens the comment of the request that is meant, or the rating of its turn or its session. */
  readonly rateMore: (what: 'comment' | 'turn' | 'session') => void;
  readonly pin: () => void;
  readonly turnChoice: () => void;
  readonly chooseAll: () => void;
  readonly chooseNone: () => void;
  readonly compare: () => void;
  readonly choice: ColumnChoice;
  readonly change: (change: Partial<ColumnChoice>) => void;
}

/** Offers what can be done in the table by key and in the palette, wherever the focus is. Arrows and Enter are those of the table itself. */
export function useTimelineCommands(actions: TimelineActions): void {
  const { meant, isEmpty, choice, change } = actions;
  const noneMeant = meant.length === 0;
  const command = (id: string, name: string, keys: readonly string[], run: () => void, isOff: boolean = isEmpty): Command => ({ id: `traffic.${id}`, name, group: 'Requests', keys, isOff, run });
  useCommands([
    command('next', 'Go to the next request', ['j'], () => actions.step(1)),
    command('previous', 'Go to the previous request', ['k'], () => actions.step(-1)),
    command('next-error', 'Go to the next error', ['e'], () => actions.toError(1)),
    command('previous-error', 'Go to the previous error', ['Shift+E'], () => actions.toError(-1)),
    command('next-turn', 'Go to the next turn', [']'], () => actions.toTurn(1)),
    command('previous-turn', 'Go to the previous turn', ['['], () => actions.toTurn(-1)),
    ...([1, 2, 3, 4, 5] as const).map((stars) => command(`rate-${stars}`, stars === 1 ? 'Rate with 1 star' : `Rate with ${stars} stars`, [String(stars)], () => actions.rate(stars), noneMeant)),
    command('unrate', 'Withdraw the rating', ['0'], () => actions.rate(null), noneMeant),
    command('comment', 'Comment on the request', ['c'], () => actions.rateMore('comment'), meant.length !== 1),
    command('rate-turn', 'Rate its turn', [], () => actions.rateMore('turn'), meant.length !== 1 || meant[0]?.turnKey === null),
    command('rate-session', 'Rate its session', [], () => actions.rateMore('session'), meant.length !== 1),
    command('pin', meant.every(({ isPinned }) => isPinned) && !noneMeant ? 'Unpin' : 'Pin: keep it when room is made', ['p'], actions.pin, noneMeant),
    command('mark', 'Mark the point before this request…', [], () => meant[0] !== undefined && wishToMark({ atUs: meant[0].timing.requestStartedAtUs }), meant.length !== 1),
    command('choose', 'Add the request to those chosen, or take it out', ['x'], actions.turnChoice),
    command('choose-all', 'Choose all requests', [], actions.chooseAll),
    command('choose-none', 'Choose no requests', [], actions.chooseNone, !actions.hasChosen),
    command('compare', 'Compare the two chosen requests', [], actions.compare, !actions.canCompare),
    command('folding', choice.isFolding ? 'Show noise and retries one by one' : 'Fold noise and retries', [], () => change({ isFolding: !choice.isFolding })),
    command('reset-columns', 'Reset columns', [], () => change({ ...firstChoice, isFolding: choice.isFolding }), false),
  ]);
}
