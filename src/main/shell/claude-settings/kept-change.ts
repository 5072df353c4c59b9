import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { decidingNames } from './wanted-values.ts';

/** Text that stood where we wrote; sealed where it holds a login. */
const keptText = z.union([z.string(), z.object({ sealed: z.base64().min(1) })]);
export type KeptText = z.infer<typeof keptText>;

const keptEdit = z.object({ offset: z.number().int().nonnegative(), removed: keptText, inserted: z.string() });

/** What was written into the settings, with all that leads back: an inverse patch and hashes, never the file itself, which may hold keys. */
const keptChange = z.object({
  /** As it was found by its name, whatever that links to. A record that names a file of another kind is not ours. */
  file: z.string().refine((file) => isAbsolute(file) && basename(file) === 'settings.json'),
  /** The SHA-256 of the file before, or null where there was none, and after. */
  before: z.string().nullable(),
  after: z.string(),
  madeFolder: z.boolean(),
  madeEnv: z.boolean(),
  edits: z.array(keptEdit),
  values: z.array(z.object({ name: z.string().refine((name) => decidingNames.some((own) => own === name)), value: z.string(), before: keptText.nullable() })),
  /** Files that NODE_EXTRA_CA_CERTS named before, whose certificates our bundle has to hold. */
  furtherCaFiles: z.array(z.string()),
});
export type KeptChange = z.infer<typeof keptChange>;

const keptState = z.object({
  version: z.literal(1),
  /** The user has set it and not taken it back, even while it is taken out until the next start. */
  wanted: z.boolean(),
  change: keptChange.nullable(),
  /** While a change is made in the place of an earlier one: that one, and the hash of the file in which it still stands if a crash keeps the new one from being written. */
  earlier: z.object({ found: z.string(), change: keptChange }).nullable().default(null),
  /** What went wrong when the app was closed, to be said at the next start. */
  trouble: z.string().nullable(),
  /** The proxy that the user agreed to have replaced, without its login. */
  replaced: z.string().nullable(),
});
type KeptState = Omit<z.infer<typeof keptState>, 'version'>;

/** The file in the data directory that remembers the change over restarts and crashes, for this user's eyes alone. */
export class KeptChangeFile {
  readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'claude-settings-change.json');
  }

  /** A file that cannot be read throws: forgetting silently what was changed would leave the user with it. */
  read(): KeptState {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { wanted: false, change: null, earlier: null, trouble: null, replaced: null };
      throw new UnreadableChange(this.file, { cause: error });
    }
    try {
      return keptState.parse(JSON.parse(text));
    } catch (cause) {
      throw new UnreadableChange(this.file, { cause });
    }
  }

  write(state: KeptState): void {
    if (!state.wanted && state.change === null) {
      rmSync(this.file, { force: true });
      return;
    }
    writeFileSync(`${this.file}.new`, `${JSON.stringify({ version: 1, ...state })}\n`, { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}

/** Its message says what to do. */
export class UnreadableChange extends Error {
  constructor(file: string, options: ErrorOptions) {
    super(`${file}, which remembers what Whence has changed in Claude Code’s settings, cannot be read. Take Whence’s variables out of these settings by hand, then remove that file.`, options);
  }
}
