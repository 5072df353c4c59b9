import { withoutPlugin } from './server-remedies.ts';
import { isPlainName, type Remedy, type SettingsEdit, type SettingsScope, type Where } from './remedy.ts';

type Listing = Extract<SettingsEdit, { edit: 'list-skill' }>['as'];

/** What takes a skill out of the listing, the least that is lost first. A plugin's skill has no setting of its own. */
export function skillRemedies(skill: string | null, where: Where): readonly Remedy[] {
  if (skill === null) return [advice('Skills are folders in ~/.claude/skills and in .claude/skills of a project. One that is deleted is not listed any more.')];
  const bare = skill.slice(skill.lastIndexOf(':') + 1);
  const ofPlugin = where.skills.filter(({ name, scope }) => scope === 'plugin' && (name === skill || name === bare));
  const own = where.skills.filter(({ name, scope }) => scope !== 'plugin' && name === skill);
  if (skill.includes(':') || (own.length === 0 && ofPlugin.length > 0)) {
    const plugins = [...new Set(ofPlugin.flatMap(({ plugin }) => (plugin === null ? [] : [plugin])))];
    return plugins.length > 0 ? plugins.map(withoutPlugin) : [advice('A plugin brings this skill. /plugin in Claude Code lists the plugins, and switches them off.')];
  }
  if (!isPlainName(skill)) return [advice('The name of this skill holds signs that cannot be shown safely. Delete its folder if you do not need it.')];
  const projects = [...new Set(own.flatMap(({ project }) => (project !== null && where.projects.includes(project) ? [project] : [])))];
  const isOfProjects = own.length > 0 && own.every(({ scope }) => scope === 'project');
  const places: readonly SettingsScope[] = isOfProjects && projects.length > 0 ? projects.map((project) => ({ scope: 'project-local', project })) : [{ scope: 'user' }];
  return [...places.flatMap((place) => listings.map(([as, does, loses]) => listed(skill, place, { as, does, loses }))), ...own.map(({ file, project }) => opened(file, project))];
}

const listings: readonly (readonly [Listing, string, string])[] = [
  ['user-invocable-only', 'The model does not see this skill any more. You can still start it by its name with a slash.', 'The model does not start it by itself.'],
  ['name-only', 'The skill is listed by its name alone, without its description.', 'The model has the name alone to tell when it is of use.'],
  ['off', 'Switches the skill off.', 'Neither the model nor you can start it until this is undone.'],
];

function listed(skill: string, place: SettingsScope, { as, does, loses }: { readonly as: Listing; readonly does: string; readonly loses: string }): Remedy {
  const onlyIn = place.scope === 'project-local' ? place.project : null;
  return { id: `list-skill/${as}/${skill}/${onlyIn ?? ''}`, does, loses, onlyIn, action: { kind: 'settings', where: place, edit: { edit: 'list-skill', skill, as } } };
}

function opened(file: string, project: string | null): Remedy {
  return {
    id: `open-skill/${file}`,
    does: 'Shorten the description at the top of the skill’s file, or delete its folder. The description is what every prompt has.',
    loses: null,
    onlyIn: project,
    action: { kind: 'path', path: file },
  };
}

function advice(does: string): Remedy {
  return { id: 'advice', does, loses: null, onlyIn: null, action: { kind: 'advice' } };
}
