import { columnIds, factsOf, isColumnId, type ColumnId } from './column-facts.ts';

/** How the user wants the table: kept in this window's own storage. */
export interface ColumnChoice {
  /** All columns, also those that are not shown. */
  readonly order: readonly ColumnId[];
  /** What was switched on or off; the others are as they are at first. */
  readonly shown: Readonly<Partial<Record<ColumnId, boolean>>>;
  /** What was sized, in pixels. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  readonly sort: { readonly id: ColumnId; readonly desc: boolean };
  /** Whether noise and retries are folded. */
  readonly isFolding: boolean;
}

export const firstChoice: ColumnChoice = { order: columnIds, shown: {}, widths: {}, sort: { id: 'time', desc: true }, isFolding: true };

/** Reads what was kept; what cannot be read, and what is not there, is as it is at first. */
export function parseColumnChoice(text: string | null): ColumnChoice {
  const kept = parsed(text);
  const order = listed(kept['order']).filter(isColumnId);
  const sort = fieldsOf(kept['sort']);
  const sortId = typeof sort['id'] === 'string' && isColumnId(sort['id']) && factsOf(sort['id']).canSort ? sort['id'] : null;
  return {
    order: withMissing([...new Set(order)]),
    shown: ofColumns(kept['shown'], (value) => (typeof value === 'boolean' ? value : null)),
    widths: ofColumns(kept['widths'], (value) => (typeof value === 'number' && value > 0 && value < 5000 ? value : null)),
    sort: sortId === null ? firstChoice.sort : { id: sortId, desc: sort['desc'] !== false },
    isFolding: kept['isFolding'] !== false,
  };
}

/** With a column put before another, or at the end for null. */
export function movedBefore(order: readonly ColumnId[], id: ColumnId, before: ColumnId | null): readonly ColumnId[] {
  const others = order.filter((other) => other !== id);
  const at = before === null ? -1 : others.indexOf(before);
  return at === -1 ? [...others, id] : [...others.slice(0, at), id, ...others.slice(at)];
}

/** With a column put one place to the left (-1) or right (1) among those that are visible. */
export function movedBy(order: readonly ColumnId[], visible: readonly ColumnId[], id: ColumnId, by: -1 | 1): readonly ColumnId[] {
  const at = visible.indexOf(id);
  const neighbour = visible[at + by];
  if (at === -1 || neighbour === undefined) return order;
  if (by === -1) return movedBefore(order, id, neighbour);
  // After its neighbour: those that are not seen stay where they are.
  const others = order.filter((other) => other !== id);
  return movedBefore(order, id, others[others.indexOf(neighbour) + 1] ?? null);
}

/** Columns that came with a later version stand after the one that they follow at first. */
function withMissing(order: readonly ColumnId[]): readonly ColumnId[] {
  return columnIds.reduce<readonly ColumnId[]>((all, id, index) => {
    if (all.includes(id)) return all;
    const before = columnIds[index - 1];
    const at = before === undefined ? 0 : all.indexOf(before) + 1;
    return [...all.slice(0, at), id, ...all.slice(at)];
  }, order);
}

function parsed(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function ofColumns<Value>(value: unknown, read: (value: unknown) => Value | null): Partial<Record<ColumnId, Value>> {
  const fields: Partial<Record<ColumnId, Value>> = {};
  for (const [id, entry] of Object.entries(fieldsOf(value))) {
    const known = read(entry);
    if (isColumnId(id) && known !== null) fields[id] = known;
  }
  return fields;
}
