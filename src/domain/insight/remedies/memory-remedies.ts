import { fieldOfKey } from '../../attribution/source-key.ts';
import type { FindingSubject } from '../finding.ts';
import { isPlainPath, type Remedy, type Where } from './remedy.ts';

/** What makes memory shorter: first the file itself, to be edited; then leaving it out. */
export function memoryRemedies({ key, name }: FindingSubject, where: Where): readonly Remedy[] {
  const path = fieldOfKey(key, 'path') ?? name;
  const scope = fieldOfKey(key, 'scope');
  const isPlain = path !== null && isPlainPath(path);
  const isThere = isPlain && where.files.includes(path);
  return [
    ...(isPlain ? [edited(path, isThere)] : [advice]),
    // It is read as a pattern: with these signs it could be about other files too.
    ...(scope === 'auto' || (isLabelless(scope) && path !== null && isAutoMemory(path)) ? [withoutAutoMemory] : isThere && !/[*?!{}]/.test(path) ? [excluded(path)] : []),
  ];
}

function edited(path: string, isThere: boolean): Remedy {
  return {
    id: `open-memory/${path}`,
    does: `Shorten it: keep what every task needs. What only some tasks need can go into a skill, or into a CLAUDE.md of the folder it is about.${isThere ? '' : ' Whence does not find it on this machine any more.'}`,
    loses: null,
    onlyIn: null,
    action: isThere ? { kind: 'path', path } : { kind: 'advice' },
  };
}

function excluded(path: string): Remedy {
  return {
    id: `exclude-memory/${path}`,
    does: 'Claude Code does not load this file for you any more. The file stays as it is.',
    loses: 'All that it says is missing from your prompts until this is undone.',
    onlyIn: null,
    action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'exclude-memory', path } },
  };
}

const withoutAutoMemory: Remedy = {
  id: 'switch-off-auto-memory',
  does: 'Claude Code neither reads nor writes what it remembers of projects by itself.',
  loses: 'What it has remembered is missing from the prompts of all projects until this is undone. Its files stay.',
  onlyIn: null,
  action: { kind: 'settings', where: { scope: 'user' }, edit: { edit: 'switch-off-auto-memory' } },
};

const advice: Remedy = {
  id: 'advice',
  does: 'Keep in memory files what every task needs. What only some tasks need can go into a skill. /memory in Claude Code opens them.',
  loses: null,
  onlyIn: null,
  action: { kind: 'advice' },
};

/** Whether the request does not say whose memory the file is. */
function isLabelless(scope: string | null): boolean {
  return scope === null || scope === 'nested';
}

/**
 * Claude Code keeps what it remembers by itself in its own folder: `projects/<project>/memory/`, where the project is its whole path with a dash for
 * what separates. Many have a folder `projects` of their own, with names that begin otherwise.
 */
function isAutoMemory(path: string): boolean {
  return /[\\/]projects[\\/](?:-|[A-Za-z]--)[^\\/]*[\\/]memory[\\/]/.test(path);
}
