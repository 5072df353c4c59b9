import { isDeepStrictEqual } from 'node:util';
import { agentRule, serverRule, toolRule } from '../../../domain/insight/remedies/deny-rule.ts';
import { isPlainName, isPlainPath, type SettingsEdit } from '../../../domain/insight/remedies/remedy.ts';

/** What is written for an edit, and where: an entry of a list, or the value of a property. */
export interface EditTarget {
  readonly path: readonly [string] | readonly [string, string];
  readonly how: 'add' | 'set';
  readonly value: string | boolean | { readonly serverName: string };
  /** What may stand there otherwise, so that it can be put back. */
  readonly isKnownBefore: (value: unknown) => boolean;
}

/** Rules are built here, of names: what a captured name holds never becomes another rule. Null for a name that cannot be written. */
export function targetOf(edit: SettingsEdit): EditTarget | null {
  switch (edit.edit) {
    case 'deny-server':
      return isPlainName(edit.server) ? added(['deniedMcpServers'], { serverName: edit.server }) : null;
    case 'reject-project-server':
      return isPlainName(edit.server) ? added(['disabledMcpjsonServers'], edit.server) : null;
    case 'deny-server-tools':
      return denied(serverRule(edit.server));
    case 'deny-tool':
      return denied(toolRule(edit.server, edit.tool));
    case 'deny-agent':
      return denied(agentRule(edit.agent));
    case 'list-skill':
      return isPropertyName(edit.skill) ? set(['skillOverrides', edit.skill], edit.as, (value) => skillListings.some((one) => one === value)) : null;
    case 'disable-plugin':
      return isPropertyName(edit.plugin) ? set(['enabledPlugins', edit.plugin], false, (value) => typeof value === 'boolean') : null;
    case 'exclude-memory':
      return isPlainPath(edit.path) && !/[*?!{}]/.test(edit.path) ? added(['claudeMdExcludes'], edit.path) : null;
    case 'switch-off-auto-memory':
      return set(['autoMemoryEnabled'], false, (value) => typeof value === 'boolean');
  }
}

/** Whether a value at a path is what the target writes. */
export function isOfTarget({ path, value }: EditTarget, shown: unknown, at: readonly (string | number)[]): boolean {
  if (!path.every((name, index) => at[index] === name)) return false;
  return isDeepStrictEqual(shown, value) || (typeof value === 'object' && shown === value.serverName);
}

const skillListings = ['on', 'name-only', 'user-invocable-only', 'off'] as const;

function denied(rule: string | null): EditTarget | null {
  return rule === null ? null : added(['permissions', 'deny'], rule);
}

function added(path: EditTarget['path'], value: EditTarget['value']): EditTarget {
  return { path, how: 'add', value, isKnownBefore: () => false };
}

function set(path: EditTarget['path'], value: EditTarget['value'], isKnownBefore: EditTarget['isKnownBefore']): EditTarget {
  return { path, how: 'set', value, isKnownBefore };
}

function isPropertyName(name: string): boolean {
  return isPlainName(name) && name !== '__proto__';
}
