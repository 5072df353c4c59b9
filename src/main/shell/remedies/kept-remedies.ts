import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { targetOf } from './edit-target.ts';

const settingsEdit = z.discriminatedUnion('edit', [
  z.object({ edit: z.literal('deny-server'), server: z.string() }),
  z.object({ edit: z.literal('reject-project-server'), server: z.string() }),
  z.object({ edit: z.literal('deny-server-tools'), server: z.string() }),
  z.object({ edit: z.literal('deny-tool'), server: z.string().nullable(), tool: z.string() }),
  z.object({ edit: z.literal('deny-agent'), agent: z.string() }),
  z.object({ edit: z.literal('list-skill'), skill: z.string(), as: z.enum(['off', 'name-only', 'user-invocable-only']) }),
  z.object({ edit: z.literal('disable-plugin'), plugin: z.string() }),
  z.object({ edit: z.literal('exclude-memory'), path: z.string() }),
  z.object({ edit: z.literal('switch-off-auto-memory') }),
]);

/** What was written, with what leads back. Of what was in the file it holds nothing but a value that the edit knows: the rest is in the backup. */
const keptRemedy = z.object({
  id: z.string().regex(/^[0-9a-f]{24}$/),
  edit: settingsEdit.refine((edit) => targetOf(edit) !== null),
  does: z.string(),
  onlyIn: z.string().nullable(),
  appliedAtMs: z.number(),
  /** As it was found by its name. A record that names a file of another kind is not ours. */
  file: z.string().refine((file) => isAbsolute(file) && (basename(file) === 'settings.json' || (basename(file) === 'settings.local.json' && basename(dirname(file)) === '.claude'))),
  madeFolder: z.boolean(),
  before: z.string().nullable(),
  after: z.string(),
  edits: z.array(z.object({ offset: z.number().int().nonnegative(), removed: z.string(), inserted: z.string() })).readonly(),
  literal: z.string().nullable(),
  made: z.number().int().min(0).max(2),
});
export type KeptRemedy = z.infer<typeof keptRemedy>;

const keptState = z.object({ version: z.literal(1), applied: z.array(keptRemedy).readonly() });

/** What was applied, in the data directory over restarts and crashes, with the bytes of each file as they were before; for this user's eyes alone. */
export class KeptRemedies {
  readonly file: string;
  readonly #backups: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'applied-remedies.json');
    this.#backups = join(dataDir, 'settings-backups');
  }

  /** In the order in which they were applied. A file that cannot be read throws: forgetting silently what was changed would leave the user with it. */
  read(): readonly KeptRemedy[] {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw new UnreadableRemedies(this.file, { cause: error });
    }
    try {
      return keptState.parse(JSON.parse(text)).applied;
    } catch (cause) {
      throw new UnreadableRemedies(this.file, { cause });
    }
  }

  write(applied: readonly KeptRemedy[]): void {
    if (applied.length === 0) {
      rmSync(this.file, { force: true });
      return;
    }
    writeFileSync(`${this.file}.new`, `${JSON.stringify({ version: 1, applied })}\n`, { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }

  /** Keeps a file as it was before a remedy. */
  backUp(id: string, text: string): void {
    mkdirSync(this.#backups, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(this.#backups, 0o700);
    const file = this.backupOf(id);
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  /** Also what there is of one that could not be written to its end. */
  dropBackup(id: string): void {
    for (const file of [this.backupOf(id), `${this.backupOf(id)}.new`]) rmSync(file, { force: true });
  }

  hasBackup(id: string): boolean {
    return existsSync(this.backupOf(id));
  }

  backupOf(id: string): string {
    return join(this.#backups, `${id}.bak`);
  }
}

/** Its message says what to do. */
export class UnreadableRemedies extends Error {
  constructor(file: string, options: ErrorOptions) {
    super(`${file}, which remembers what Whence has changed in settings of Claude Code, cannot be read. The files as they were before are in settings-backups beside it. Put back what you want, then remove that file.`, options);
  }
}
