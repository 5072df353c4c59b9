import type { OwnerLine, SourceLine, UseFigures } from '../../contract/source-view.ts';
import { sourceOfKey } from '../../domain/attribution/source-key.ts';
import { kindLabel } from '../../domain/attribution/source-label.ts';
import type { Source, SourceGroup } from '../../domain/attribution/source.ts';
import { isNeverCalled } from './calls.ts';
import { kindTitle, kindWords, segmentTitle, sourceNames } from '../format/source-title.ts';

/** A line of the table: an owner, or one of its sources. */
export interface SourceRow extends UseFigures {
  /** Unique among all lines. */
  readonly id: string;
  /** What its page is opened by. */
  readonly key: string;
  readonly group: SourceGroup;
  readonly name: string;
  /** What it is, where the name does not say so. */
  readonly about: string | null;
  readonly lastSeenAtUs: number | null;
  /** Of all cost, from 0 to 1; null where either is not known. */
  readonly share: number | null;
  /** What its definitions cost; null for what has none, or where no price is known. */
  readonly definitionsMicroUsd: number | null;
  readonly children: readonly SourceRow[];
}

/** The owners as lines, with their sources below them. An owner of a single source is that source. */
export function sourceRows(owners: readonly OwnerLine[], totalMicroUsd: number | null): readonly SourceRow[] {
  const shareOf = ({ costMicroUsd }: UseFigures) => (costMicroUsd === null || totalMicroUsd === null || totalMicroUsd === 0 ? null : costMicroUsd / totalMicroUsd);
  return owners.map(({ sources, ...owner }) => {
    const [only, ...more] = sources;
    const children = sources.map((source) => ({
      ...source,
      id: `s:${source.kind}:${source.key}:${source.name ?? ''}`,
      group: owner.group,
      ...wordsOfSource(source, owner.name),
      share: shareOf(source),
      definitionsMicroUsd: definitionsCost([source]),
      children: [],
    }));
    const isOne = only !== undefined && more.length === 0;
    return {
      ...owner,
      id: `o:${owner.key}`,
      key: isOne ? only.key : owner.key,
      ...wordsOfOwner(owner, isOne ? only : null),
      share: shareOf(owner),
      definitionsMicroUsd: definitionsCost(sources),
      children: isOne ? [] : children,
    };
  });
}

/** What an owner is called, and what it is. */
export function wordsOfOwner({ group, kind, name }: Pick<OwnerLine, 'group' | 'kind' | 'name'>, only: SourceLine | null): { readonly name: string; readonly about: string | null } {
  const source = only === null ? null : sourceOfKey(only.key);
  const what = group === 'mcp' ? 'MCP server' : group === 'skills' ? 'skill' : source === null ? familyWords(kind) : kindTitle(source);
  return name === null ? { name: sentence(what), about: null } : { name, about: what };
}

/** The same of a source; below its owner, it does not repeat that one's name. */
export function wordsOfSource({ key, kind }: Pick<SourceLine, 'key' | 'kind'>, ownerName: string | null): { readonly name: string; readonly about: string | null } {
  const source: Source | null = sourceOfKey(key);
  if (source === null) return { name: key, about: null };
  const names = ownerName === null ? [segmentTitle(source)] : sourceNames(source).filter((name) => name !== ownerName);
  const label = ownerName === null || source.kind === 'memory-file' || source.kind === 'skill-body' ? kindTitle(source) : kindLabel(kind);
  return names.length === 0 || names[0] === label ? { name: sentence(label), about: null } : { name: names.join(' · '), about: label };
}

/** What the definitions among these sources cost together. */
export function definitionsCost(sources: readonly SourceLine[]): number | null {
  const known = sources.flatMap(({ definitions, costMicroUsd }) => (definitions === null || costMicroUsd === null ? [] : [costMicroUsd]));
  return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
}

/** What of the lines is looked for. */
interface Wanted {
  readonly words: string;
  /** Groups that are left out. */
  readonly off: ReadonlySet<string>;
  /** Only what was never called. */
  readonly isUnused: boolean;
}

/** Lines of which themselves, or one of whose sources, are looked for; with the sources that are. */
export function foundRows(rows: readonly SourceRow[], { words, off, isUnused }: Wanted): readonly SourceRow[] {
  const wanted = words.trim().toLowerCase();
  const isMeant = (row: SourceRow) => `${row.name} ${row.about ?? ''}`.toLowerCase().includes(wanted) && (!isUnused || isNeverCalled(row));
  return rows.flatMap((row) => {
    if (off.has(row.group)) return [];
    if (isMeant(row)) return [row];
    const children = row.children.filter(isMeant);
    return children.length === 0 ? [] : [{ ...row, children }];
  });
}

function familyWords(kind: OwnerLine['kind']): string {
  return kind === 'tool-definition' || kind === 'builtin-result' ? 'tool' : kindWords(kind);
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
