import type { ExchangeRow } from '../../../contract/exchange-view.ts';

/** One prompt of the chart. */
export interface ChartPoint {
  readonly id: string;
  readonly atUs: number;
  readonly total: number;
  readonly estimated: boolean;
  readonly groups: NonNullable<ExchangeRow['groupTokens']>;
}

// More would be thinner than a pixel or two each.
const mostPoints = 160;

/** The latest prompts whose sources are known, oldest first. Token counts by themselves are no prompts of the session. */
export function chartPoints(rows: readonly ExchangeRow[]): readonly ChartPoint[] {
  const points: ChartPoint[] = [];
  for (const row of rows) {
    if (points.length === mostPoints) break;
    if (row.groupTokens === null || row.promptTokens === null || row.requestClass === 'count-tokens') continue;
    points.push({
      id: row.id,
      atUs: row.timing.requestStartedAtUs,
      total: row.promptTokens,
      estimated: row.tokensEstimated,
      groups: row.groupTokens,
    });
  }
  return points.toReversed();
}

/** Whether two charts would be drawn alike. Groups are final once they are known, but for an estimate that is billed. */
export function samePoints(a: readonly ChartPoint[], b: readonly ChartPoint[]): boolean {
  return (
    a.length === b.length &&
    a.every((point, index) => point.id === b[index]?.id && point.total === b[index].total && point.groups === b[index].groups)
  );
}
