import type { CostEntry } from '../../../contract/cost-view.ts';
import type { SessionView } from '../../../contract/exchange-view.ts';
import type { AssembledThread } from '../../../domain/thread/assembled-session.ts';
import type { Place } from '../../navigation/place.ts';
import type { TreeItem } from '../../ui/tree.tsx';
import { projectNames } from './project-names.ts';

/** A line of the tree of sessions. */
export type SessionItem = TreeItem &
  (
    | { readonly kind: 'all' }
    | { readonly kind: 'project'; readonly name: string; readonly hint: string; readonly directory: string | null; readonly sessions: number }
    | { readonly kind: 'session'; readonly session: SessionView }
    | { readonly kind: 'thread'; readonly sessionId: string; readonly thread: AssembledThread; readonly figures: CostEntry | null }
    | { readonly kind: 'note'; readonly text: string }
  );

/** The threads of an unfolded session: not read yet, failed, or there, with their costs by their keys. */
export type SessionThreads =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'there'; readonly main: AssembledThread | null; readonly costs: ReadonlyMap<string, CostEntry> };

interface Unfolding {
  /** Keys of what the user has folded or unfolded: projects and threads are unfolded until then, sessions folded. */
  readonly toggled: ReadonlySet<string>;
  readonly threadsOf: (sessionId: string) => SessionThreads;
  /** The import that is the sample session; null while it is not here. */
  readonly sampleNumber: number | null;
}

export const allKey = 'all';
const lineHeightPx = 24;
const sessionHeightPx = 38;

export function sessionKey(sessionId: string): string {
  return `session:${sessionId}`;
}

function threadKey(sessionId: string, key: string): string {
  return `thread:${key} of ${sessionId}`;
}

/** The keys that the place is shown by, the most exact first. */
export function keysOfPlace({ session, thread }: Pick<Place, 'session' | 'thread'>): readonly string[] {
  if (session === null) return [allKey];
  return thread === null ? [sessionKey(session)] : [threadKey(session, thread), sessionKey(session)];
}

/**
 * The lines of the tree: all requests, then projects with their sessions in the order given, and below an unfolded session its threads.
 * Sessions without a project come after those, then the sample, imported ones last.
 */
export function sessionItems(sessions: readonly SessionView[], unfolding: Unfolding): readonly SessionItem[] {
  const projects = new Map<string, SessionView[]>();
  for (const session of sessions) {
    const project = projectOf(session, unfolding.sampleNumber);
    const others = projects.get(project);
    if (others === undefined) projects.set(project, [session]);
    else others.push(session);
  }
  const directories = [...projects.keys()].filter((project) => !lastProjects.includes(project));
  const names = projectNames(directories.map(directoryOf));
  const inOrder = [...directories, ...lastProjects.filter((project) => projects.has(project))];
  return [
    { kind: 'all', key: allKey, level: 1, expanded: null, heightPx: lineHeightPx },
    ...inOrder.flatMap((project) => projectItems(project, names.get(directoryOf(project)) ?? '', projects.get(project) ?? [], unfolding)),
  ];
}

const noProject = 'no project';
const sample = 'sample';
const imported = 'imported';
const lastProjects: readonly string[] = [noProject, sample, imported];
const lastNames: Readonly<Record<string, readonly [string, string]>> = {
  [noProject]: ['No project', 'Requests that state no directory'],
  [sample]: ['Sample', 'Comes with Whence to look around in; counted nowhere'],
  [imported]: ['Imported', 'Brought in from files'],
};

function projectOf({ importNumber, projectDirectory }: SessionView, sampleNumber: number | null): string {
  if (importNumber !== null && importNumber === sampleNumber) return sample;
  if (importNumber !== null) return imported;
  return projectDirectory === null ? noProject : `project:${projectDirectory}`;
}

function directoryOf(project: string): string {
  return project.slice('project:'.length);
}

function projectItems(project: string, ownName: string, sessions: readonly SessionView[], unfolding: Unfolding): readonly SessionItem[] {
  const [name, hint] = lastNames[project] ?? [ownName, directoryOf(project)];
  const expanded = !unfolding.toggled.has(project);
  const head: SessionItem = { kind: 'project', key: project, level: 1, expanded, heightPx: lineHeightPx, name, hint, directory: project in lastNames ? null : directoryOf(project), sessions: sessions.length };
  return expanded ? [head, ...sessions.flatMap((session) => itemsOfSession(session, unfolding))] : [head];
}

function itemsOfSession(session: SessionView, unfolding: Unfolding): readonly SessionItem[] {
  const key = sessionKey(session.id);
  // What named no session is put together by its host, and is no conversation.
  const hasThreads = !session.id.replace(/^import:\d+:/, '').startsWith('host:');
  const expanded = hasThreads ? unfolding.toggled.has(key) : null;
  const head: SessionItem = { kind: 'session', key, level: 2, expanded, heightPx: sessionHeightPx, session };
  if (expanded !== true) return [head];
  const threads = unfolding.threadsOf(session.id);
  if (threads.state !== 'there') {
    const text = threads.state === 'loading' ? 'Reading the threads…' : `The threads could not be read: ${threads.why}`;
    return [head, note(key, text)];
  }
  const { main, costs } = threads;
  if (main === null || (main.turns.length === 0 && main.subagents.length === 0 && main.auxiliaries.length === 0)) return [head, note(key, 'No conversation in it')];
  return [head, ...itemsOfThread({ sessionId: session.id, thread: main, costs, level: 3, toggled: unfolding.toggled })];
}

function note(key: string, text: string): SessionItem {
  return { kind: 'note', key: `${key} note`, level: 3, expanded: null, text };
}

interface ThreadPlace {
  readonly sessionId: string;
  readonly thread: AssembledThread;
  readonly costs: ReadonlyMap<string, CostEntry>;
  readonly level: number;
  readonly toggled: ReadonlySet<string>;
}

function itemsOfThread({ sessionId, thread, costs, level, toggled }: ThreadPlace): readonly SessionItem[] {
  const key = threadKey(sessionId, thread.key);
  const expanded = thread.subagents.length === 0 ? null : !toggled.has(key);
  const head: SessionItem = { kind: 'thread', key, level, expanded, sessionId, thread, figures: costs.get(thread.key) ?? null };
  if (expanded !== true) return [head];
  return [head, ...thread.subagents.flatMap((subagent) => itemsOfThread({ sessionId, thread: subagent, costs, level: level + 1, toggled }))];
}

/** Sessions in the order they were held in, those that are new before them: nothing moves under the pointer or the focus. */
export function inHeldOrder(sessions: readonly SessionView[], held: readonly string[] | null): readonly SessionView[] {
  if (held === null) return sessions;
  const places = new Map(held.map((id, index) => [id, index]));
  return sessions.toSorted((one, other) => (places.get(one.id) ?? -1) - (places.get(other.id) ?? -1));
}
