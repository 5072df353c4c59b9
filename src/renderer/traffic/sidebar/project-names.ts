/**
 * What projects are called, by their directories: the last folder, with as much of the path before it as tells it from others that are given.
 */
export function projectNames(directories: readonly string[]): ReadonlyMap<string, string> {
  const all = directories.map((directory) => ({ directory, folders: directory.split(/[/\\]+/).filter((folder) => folder !== '') }));
  const names = new Map<string, string>();
  let unnamed = all;
  for (let kept = 1; unnamed.length > 0; kept += 1) {
    const nameOf = ({ folders }: (typeof all)[number]) => folders.slice(-kept).join('/');
    const counts = new Map<string, number>();
    for (const project of unnamed) counts.set(nameOf(project), (counts.get(nameOf(project)) ?? 0) + 1);
    const isNamed = (project: (typeof all)[number]) => {
      const name = nameOf(project);
      if (name !== '' && counts.get(name) === 1) names.set(project.directory, name);
      // Nothing can be added to it.
      else if (kept >= project.folders.length) names.set(project.directory, project.directory);
      return names.has(project.directory);
    };
    unnamed = unnamed.filter((project) => !isNamed(project));
  }
  return names;
}
