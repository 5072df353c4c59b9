/** Something the user can do by key, from the palette, or both. */
export interface Command {
  /** Unique, as `traffic.next-error`. */
  readonly id: string;
  /** What it does, as the palette and the sheet of keys say it: "Go to the next error". */
  readonly name: string;
  /** The heading it stands under. */
  readonly group: CommandGroup;
  /** Each does it: `j`, `Shift+E`, `Mod+K`, `Escape`. `Mod` is Command on a Mac and Control elsewhere. */
  readonly keys?: readonly string[];
  /** True while it can do nothing: it is left out of the palette, and its keys do nothing. */
  readonly isOff?: boolean;
  readonly run: () => void;
}

/** In the order of the sheet. */
export const commandGroups = ['Requests', 'The open request', 'Findings', 'Find', 'Window'] as const;
export type CommandGroup = (typeof commandGroups)[number];
