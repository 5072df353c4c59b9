/**
 * What projects are called, by their directories: the last folder, with as much of the path before it as tells it from others that are given.
 */
export function projectNames(directories: readonly string[]): ReadonlyMap<string, string> {
  const all = directories.map((directory) => ({ directory, folders: directory.split(/[/\\]+/).filter((folder) => folder !== '') }));
  const names = new Map<string, string>();
  let unnamed = all;
  for (let kept = 1; unnamed.length > 0; kept += 1) {
    const called = Map.groupBy(unnamed, ({ folders }) => folders.slice(-kept).join('/'));
    unnamed = [];
    for (const [name, projects] of called) {
      for (const project of projects) {
        if (name !== '' && projects.length === 1) names.set(project.directory, name);
        // Nothing can be added to it.
        else if (kept >= project.folders.length) names.set(project.directory, project.directory);
        else unnamed.push(project);
      }
    }
  }
  return names;
}
