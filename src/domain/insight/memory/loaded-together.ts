/** Where a memory file counts: for all that is done below a directory, or in the project that a slug of Claude Code's own stands for. */
export interface MemoryReach {
  readonly directory: string;
  /** The directory of the one project that loads it, as Claude Code names folders by it. */
  readonly project: string | null;
}

/**
 * The reach of a memory file by its path. What lies in a `.claude` folder counts where that folder is; files that Claude Code keeps for a project
 * (`~/.claude/projects/-home-me-app/memory/…`) count there alone.
 */
export function memoryReach(path: string): MemoryReach {
  const parts = path.replaceAll('\\', '/').split('/').slice(0, -1);
  const claude = parts.lastIndexOf('.claude');
  const directory = (claude < 0 ? parts : parts.slice(0, claude)).join('/');
  const project = claude >= 0 && parts[claude + 1] === 'projects' ? (parts[claude + 2] ?? null) : null;
  return { directory, project };
}

/** Whether a session that loads one of two files has the other too: one counts wherever the other does. */
export function isLoadedTogether(one: MemoryReach, other: MemoryReach): boolean {
  if (one.project !== null && other.project !== null) return one.project === other.project;
  if (one.project !== null) return isOfProject(one.project, other.directory);
  if (other.project !== null) return isOfProject(other.project, one.directory);
  return isWithin(one.directory, other.directory) || isWithin(other.directory, one.directory);
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}

/** Whether a directory is that of the project, or around it: a slug has a dash for each sign that is no letter or digit. */
function isOfProject(project: string, directory: string): boolean {
  const slug = directory.replaceAll(/[^A-Za-z0-9]/g, '-');
  return project === slug || project.startsWith(`${slug}-`);
}
