import type { CostEntry, CostGrouping, CostSeries, CostTrendView } from '../../contract/cost-view.ts';
import { groupLabels } from '../../domain/attribution/source-label.ts';
import { restLook, seriesLook, textures, type ChartSeries, type Texture } from '../ui/charts/chart-data.ts';

/** What is beside all sources, by its kind. */
const besideNames: Readonly<Record<string, string>> = {
  output: 'Answers',
  'web-search': 'Web searches',
  unattributed: 'Not shared out',
  removed: 'No longer stored',
};

/** How it looks, in charts of all kinds. */
export const besideLooks: Readonly<Record<string, { readonly hue: string; readonly texture: Texture }>> = {
  output: { hue: 'var(--accent)', texture: 'plain' },
  'web-search': { hue: 'var(--accent)', texture: 'dots' },
  unattributed: { hue: 'var(--waiting)', texture: 'falling' },
  removed: { hue: 'var(--waiting)', texture: 'rising' },
};

/** What a series is called. */
export function seriesName({ key, kind, name, group, members }: CostSeries, by: CostTrendView['by']): string {
  if (kind === 'rest') return `${members} others`;
  if (kind !== 'value') return besideNames[kind] ?? kind;
  if (by === 'group') return group === null ? key : groupLabels[group];
  if (by === 'model') return name ?? 'No model known';
  if (by === 'project') return projectName(name ?? '');
  return name ?? key;
}

/** What a line of a breakdown is called. */
export function entryName({ key, kind, name, group }: CostEntry, by: CostGrouping): string {
  if (kind !== null && besideNames[kind] !== undefined) return besideNames[kind];
  if (by === 'model') return key === '' ? 'No model known' : key;
  if (by === 'project') return projectName(key);
  if (by === 'turn') return name ?? (key === '' ? 'Outside of turns' : 'A turn without words');
  if (by === 'session') return name ?? `Session ${key.slice(0, 8)}`;
  if (by === 'group') return group === null ? key : groupLabels[group];
  return name ?? key;
}

/** The folder that a project is in: its path says the rest. */
function projectName(path: string): string {
  if (path === '') return 'No project known';
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

/** The series of a trend as they are drawn: groups, and what belongs to them, in their hues; all else in steps of one colour. */
export function drawnSeries({ by, series }: Pick<CostTrendView, 'by' | 'series'>): readonly ChartSeries[] {
  return series.map((each, index) => ({ key: each.key, name: seriesName(each, by), ...lookOf(each, by, index, series) }));
}

function lookOf({ kind, group }: CostSeries, by: CostTrendView['by'], index: number, series: readonly CostSeries[]): { readonly hue: string; readonly texture: Texture } {
  if (kind === 'rest') return restLook;
  if (kind !== 'value') return besideLooks[kind] ?? restLook;
  if (by !== 'group' && by !== 'owner') return seriesLook(index);
  // Owners of one group have its hue, and are told apart by what is drawn over it.
  const alike = series.slice(0, index).filter((before) => before.kind === 'value' && before.group === group).length;
  return { hue: `var(--group-${group ?? 'other'})`, texture: by === 'group' ? 'plain' : (textures[alike % textures.length] ?? 'plain') };
}
