/** Which of Claude Code's settings files: the user's own, which holds in every project, or a project's that is not shared. */
export type SettingsScope = { readonly scope: 'user' } | { readonly scope: 'project-local'; readonly project: string };

/**
 * What may be written into Claude Code's settings. The union is closed, and no member holds a text that would be written as it is: settings can
 * name commands that Claude Code runs.
 */
export type SettingsEdit =
  /** Claude Code does not connect to the server of this name. */
  | { readonly edit: 'deny-server'; readonly server: string }
  /** The server of this name in a project's `.mcp.json` is rejected. */
  | { readonly edit: 'reject-project-server'; readonly server: string }
  /** The tools of a server, by its name on the wire, are not offered; what else it sends stays. */
  | { readonly edit: 'deny-server-tools'; readonly server: string }
  /** One tool is not offered; without a server one of Claude Code's own. */
  | { readonly edit: 'deny-tool'; readonly server: string | null; readonly tool: string }
  | { readonly edit: 'deny-agent'; readonly agent: string }
  | { readonly edit: 'list-skill'; readonly skill: string; readonly as: 'off' | 'name-only' | 'user-invocable-only' }
  | { readonly edit: 'disable-plugin'; readonly plugin: string }
  | { readonly edit: 'exclude-memory'; readonly path: string }
  | { readonly edit: 'switch-off-auto-memory' };

export type RemedyAction =
  /** A program and its arguments; `folder`: only there it means the right thing. */
  | { readonly kind: 'command'; readonly argv: readonly string[]; readonly folder: string | null }
  | { readonly kind: 'settings'; readonly where: SettingsScope; readonly edit: SettingsEdit }
  /** A file to be opened and edited. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'advice' };

/** One thing that can be done about a finding. Its sentences are plain text; names in them are captured. */
export interface Remedy {
  /** Stable while the finding and the configuration are the same. */
  readonly id: string;
  readonly does: string;
  /** What is lost by it; null where nothing is. */
  readonly loses: string | null;
  /** The project that it is confined to; null where it is not. */
  readonly onlyIn: string | null;
  readonly action: RemedyAction;
}

/** Where something is configured: by the user, by the user for one project, by a project for all who work on it, or by a plugin. */
export type ConfiguredScope = 'user' | 'local' | 'project' | 'plugin';

export interface Configured {
  readonly name: string;
  readonly scope: ConfiguredScope;
  /** The project of `local` and `project`. */
  readonly project: string | null;
  /** The plugin that brings it, as `name@marketplace`. */
  readonly plugin: string | null;
}

/** What is known of the configuration on this machine: names and paths, never values. */
export interface Where {
  readonly servers: readonly Configured[];
  /** Skills and agents with the file that each is. */
  readonly skills: readonly (Configured & { readonly file: string })[];
  readonly agents: readonly (Configured & { readonly file: string })[];
  /** The projects of the finding's requests whose local settings can be changed; others are left out. */
  readonly projects: readonly string[];
  /** Of the paths the finding names, those of files that are there. */
  readonly files: readonly string[];
}

/** A name short enough and free of everything that could show, or mean, something else than it says. */
export function isPlainName(name: string): boolean {
  return name !== '' && name.length <= 128 && name.trim() === name && !name.startsWith('-') && !/[\p{C}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(name);
}

/** The same of a whole path on this machine: none of a share, which would be asked over the network for being looked at. */
export function isPlainPath(path: string): boolean {
  return path.length <= 4096 && path.trim() === path && /^(\/(?![\\/])|[A-Za-z]:[\\/])/.test(path) && !/[\p{C}\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(path);
}
