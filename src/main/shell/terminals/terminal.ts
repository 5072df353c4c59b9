/** The part of the system that tells which terminals there are. Given by tests. */
export interface TerminalSystem {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The whole path of a program on the PATH, or null. */
  findProgram(name: string): string | null;
  /** Where a link leads in the end, or the file itself. */
  realPath(file: string): string;
  exists(file: string): boolean;
}

/** What a terminal is to run: a file of ours, by the shell that reads it. */
export interface TerminalTask {
  /** Linux, macOS: a script for sh that can be started. */
  readonly script: string;
  /** Windows: what PowerShell is to do. */
  readonly powerShell: string;
}

/** A terminal that was found, and how it is started for a task. */
export interface FoundTerminal {
  readonly id: string;
  readonly name: string;
  readonly start: (task: TerminalTask) => { readonly program: string; readonly args: readonly string[] };
}
