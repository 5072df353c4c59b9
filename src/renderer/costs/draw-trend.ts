import type { CostSlot, CostTrendView } from '../../contract/cost-view.ts';
import type { ChartColumn } from '../ui/charts/chart-data.ts';
import { formatCost, formatCounted } from '../format/quantities.ts';
import { dayKey, dayStartMs, daysFrom, hoursOf, isOneDay, nextDayMs, type ChosenRange } from '../navigation/chosen-days.ts';

export type Measure = 'dollars' | 'tokens';

/** One day or hour that is drawn. */
export interface DrawnSlot {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Null where nothing was sent. */
  readonly slot: CostSlot | null;
}

// More than two years of days are thinner than a pixel each.
const mostDays = 800;

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayTitle = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const hourName = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** All days or hours of a range, those without any request too, the first that has one first where the range is open. */
export function drawnSlots(view: CostTrendView, range: ChosenRange, todayMs: number): readonly DrawnSlot[] {
  const known = new Map(view.slots.map((slot) => [slot.key, slot]));
  const keys = view.slots.map(({ key }) => key);
  if (view.per === 'hour') {
    const day = 'from' in range ? range.from : isOneDay(range) ? dayKey(todayMs) : (keys[0]?.slice(0, 10) ?? dayKey(todayMs));
    return hoursOf(day).map(({ key, atMs }) => {
      const untilMs = atMs + 3_600_000;
      return { key, name: hourName.format(atMs), title: `${dayName.format(atMs)}, ${hourName.format(atMs)}–${hourName.format(untilMs)}`, fromMs: atMs, untilMs, slot: known.get(key) ?? null };
    });
  }
  const first = 'from' in range ? range.from : range.name === 'all' ? (keys[0] ?? dayKey(todayMs)) : dayKey(todayMs - (Number.parseInt(range.name, 10) - 1) * 86_400_000 + 43_200_000);
  // All days end with the last that has a request: what came of none since is not drawn.
  const last = 'from' in range ? range.until : range.name === 'all' ? (keys.at(-1) ?? first) : [dayKey(todayMs), keys.at(-1) ?? ''].toSorted().at(-1);
  return daysFrom(first, last ?? first, mostDays).map((key) => {
    const fromMs = dayStartMs(key);
    return { key, name: dayName.format(fromMs), title: dayTitle.format(fromMs), fromMs, untilMs: nextDayMs(fromMs), slot: known.get(key) ?? null };
  });
}

/** The columns of the chart, in the order of the view's series. */
export function drawnColumns(slots: readonly DrawnSlot[], { series }: CostTrendView, measure: Measure): readonly ChartColumn[] {
  return slots.map(({ key, name, title, slot }) => ({ key, name, title, values: slot === null ? series.map(() => 0) : measure === 'dollars' ? slot.costsMicroUsd : slot.tokens, notes: notesOf(slot) }));
}

/** What was saved by the cache on balance; null where it is not known. */
export function savedOnBalance({ readSavedMicroUsd, writeExtraMicroUsd }: Pick<CostSlot, 'readSavedMicroUsd' | 'writeExtraMicroUsd'>): number | null {
  return readSavedMicroUsd === null ? null : readSavedMicroUsd - (writeExtraMicroUsd ?? 0);
}

/** How much of the prompts was read from the cache; null where that is not known. */
export function shareRead({ tokensByState }: CostSlot): number | null {
  if (tokensByState === null) return null;
  const all = Object.values(tokensByState).reduce((sum, tokens) => sum + tokens, 0);
  return all === 0 ? null : tokensByState.read / all;
}

function notesOf(slot: CostSlot | null): readonly string[] {
  if (slot === null) return ['No request'];
  const saved = savedOnBalance(slot);
  return [
    formatCounted(slot.exchanges, 'request'),
    saved === null || saved === 0 ? '' : saved > 0 ? `The cache saved ${formatCost(saved)}` : `The cache cost ${formatCost(-saved)} more than it saved`,
    slot.withoutPrice === 0 ? '' : `${formatCounted(slot.withoutPrice, 'request')} without a known price`,
    slot.removed === 0 ? '' : `${formatCounted(slot.removed, 'request')} no longer stored, in the day of UTC`,
  ].filter((note) => note !== '');
}
