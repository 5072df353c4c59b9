import type { AssembledThread } from './assembled-session.ts';
import { assembled, startThread, type GrowingThread } from './growing-thread.ts';

/** As many threads stand below each other, the main one left out: whoever reads or writes the tree may call itself for each. */
export const deepestThread = 50;

/**
 * Every thread below the one that called it or that it states, or, where that is not known or leads in a circle, below the main one. What
 * would be deeper than `deepestThread` hangs on the last thread above it that may have others below.
 */
export function threadTree(threads: ReadonlyMap<string, GrowingThread>): AssembledThread {
  const below = new Map([...threads.keys()].map((key): readonly [string, AssembledThread[]] => [key, []]));
  const parents = shallowParents(parentsOf(threads));
  for (const [key, thread] of threads) {
    // The list is filled while the loop goes on: a parent may have been recorded from later on than its child.
    if (key !== 'main') below.get(parents.get(key) ?? 'main')?.push(assembled(thread, below.get(key) ?? []));
  }
  return assembled(threads.get('main') ?? startThread('main', null, null), below.get('main') ?? []);
}

function parentsOf(threads: ReadonlyMap<string, GrowingThread>): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  // Who stands above whom, as far as is known, by leaps: a step for each thread takes too long where thousands stand in a row.
  const above = new Map<string, string>();
  for (const { key, first, call } of threads.values()) {
    if (key === 'main') continue;
    const stated = first?.facts.parentAgentId ?? null;
    const wanted = stated === null ? (call?.threadKey ?? 'main') : `agent:${stated}`;
    // It has no parent yet: it stands above the one that it wants if it is the topmost there.
    const parent = threads.has(wanted) && topmost(wanted, above) !== key ? wanted : 'main';
    parents.set(key, parent);
    above.set(key, parent);
  }
  return parents;
}

function topmost(key: string, above: Map<string, string>): string {
  let at = key;
  for (let next = above.get(at); next !== undefined; next = above.get(at)) {
    const leap = above.get(next);
    if (leap !== undefined) above.set(at, leap);
    at = leap ?? next;
  }
  return at;
}

/** The same parents, but for those that would be too deep. */
function shallowParents(parents: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const shallow = new Map<string, string>();
  const depths = new Map([['main', 0]]);
  for (const key of parents.keys()) {
    const unknown: string[] = [];
    for (let at = key; !depths.has(at); at = parents.get(at) ?? 'main') unknown.push(at);
    for (const thread of unknown.toReversed()) {
      const parent = parents.get(thread) ?? 'main';
      const depth = depths.get(parent) ?? 0;
      shallow.set(thread, depth < deepestThread ? parent : (shallow.get(parent) ?? 'main'));
      depths.set(thread, Math.min(depth + 1, deepestThread));
    }
  }
  return shallow;
}
