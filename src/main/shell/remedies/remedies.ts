import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { AppliedRemediesView, AppliedRemedy, FindingToRemedy, RemedyOf, RemedyOutcome, RemedyPlan, RemedyView } from '../../../contract/remedy-view.ts';
import { remediesOf } from '../../../domain/insight/remedies.ts';
import type { Remedy } from '../../../domain/insight/remedies/remedy.ts';
import { errorMessage } from '../../error-message.ts';
import { ChangedSince, findSettingsFile, removeSettingsFile, settingsFileOf, whyNotWritable, writeSettingsFile, type FoundFile } from '../settings-file/settings-file.ts';
import { shownDifference } from '../settings-file/shown-difference.ts';
import { readSettingsText } from '../settings-file/settings-text.ts';
import { commandText } from './command-text.ts';
import { isOfTarget, targetOf, type EditTarget } from './edit-target.ts';
import { editWords } from './edit-words.ts';
import { KeptRemedies, type KeptRemedy } from './kept-remedies.ts';
import { readWhere, type ConfigurationPlaces } from './read-where.ts';
import { valueOfText, withEdit } from './remedy-change.ts';
import { localSettingsOf, settingsPlace, whyNotOwnProject } from './settings-place.ts';
import { holdsTarget } from './target-value.ts';
import { withoutRemedy } from './undo-remedy.ts';

export interface RemediesOptions extends ConfigurationPlaces {
  readonly dataDir: string;
  readonly now: () => number;
  readonly platform: NodeJS.Platform;
}

type SettingsRemedy = Remedy & { readonly action: Extract<Remedy['action'], { kind: 'settings' }> };
type Shown = Extract<RemedyPlan, { planned: true }>;
type Refused = { readonly possible: false; readonly why: string };
type Planned = { readonly possible: true; readonly remedy: SettingsRemedy; readonly found: FoundFile; readonly made: Extract<ReturnType<typeof withEdit>, { possible: true }>; readonly shown: Shown } | Refused;
type PlannedUndo = { readonly possible: true; readonly kept: KeptRemedy; readonly found: FoundFile; readonly back: Extract<ReturnType<typeof withoutRemedy>, { possible: true }>; readonly shown: Shown } | Refused;

/** What is done about findings in Claude Code's settings: planned, applied, listed, undone. One thing is done at a time. */
export class Remedies {
  readonly #options: RemediesOptions;
  readonly #kept: KeptRemedies;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RemediesOptions) {
    this.#options = options;
    this.#kept = new KeptRemedies(options.dataDir);
  }

  /** What can be done about a finding whose requests were of these projects. */
  async read(finding: FindingToRemedy, projects: readonly string[]): Promise<readonly RemedyView[]> {
    const remedies = remediesOf(finding, await readWhere(finding, projects, this.#options));
    const { applied } = await this.list();
    return remedies.map(({ action, ...remedy }): RemedyView => {
      const view = { id: remedy.id, does: remedy.does, loses: remedy.loses, onlyIn: remedy.onlyIn };
      if (action.kind === 'settings') {
        const file = action.where.scope === 'user' ? this.#userFile() : localSettingsOf(action.where.project);
        const words = editWords(action.edit);
        return { ...view, how: { way: 'settings', file, appliedId: applied.find((one) => one.file === file && one.what === words && one.standing.state === 'in-effect')?.id ?? null } };
      }
      if (action.kind === 'path') return { ...view, how: { way: 'path', path: action.path } };
      const command = action.kind === 'command' ? commandText(action.argv, action.folder, this.#options.platform) : null;
      return { ...view, how: command === null ? { way: 'advice' } : { way: 'command', command } };
    });
  }

  /** What a remedy would come to. Nothing is written. */
  plan(asked: RemedyOf, projects: readonly string[]): Promise<RemedyPlan> {
    return this.#inOrder(async () => {
      const planned = await this.#plan(asked, projects);
      return planned.possible ? planned.shown : { planned: false, message: planned.why };
    });
  }

  /** Carries out a plan that was shown, while it would still come to the same. */
  apply(asked: RemedyOf, projects: readonly string[], id: string): Promise<RemedyOutcome> {
    return this.#inOrder(async () => {
      const planned = await this.#plan(asked, projects);
      if (!planned.possible) return refusal(planned.why);
      if (planned.shown.id !== id) return refusal(`${planned.shown.file} has changed since this was shown. Nothing was written. Look at the difference again.`);
      const { remedy, found, made } = planned;
      if (made.change === null) return { done: true, message: `${found.file} says so already. Nothing was written.`, marker: null };
      const before = this.#kept.read();
      const kept: KeptRemedy = {
        id: randomBytes(12).toString('hex'),
        edit: remedy.action.edit,
        does: remedy.does,
        onlyIn: remedy.onlyIn,
        appliedAtMs: this.#options.now(),
        file: found.file,
        madeFolder: found.text === null && !existsSync(dirname(found.target)),
        ...made.change,
      };
      try {
        // The way back before what it leads back from.
        if (found.text !== null) this.#kept.backUp(kept.id, found.text);
        this.#kept.write([...before, kept]);
      } catch (error) {
        this.#kept.dropBackup(kept.id);
        return refusal(`Nothing was changed, since Whence could not write what leads back (${errorMessage(error)}).`);
      }
      try {
        await writeSettingsFile(found, made.text);
      } catch (error) {
        this.#kept.write(before);
        this.#kept.dropBackup(kept.id);
        return refusal(failureWords(found, error));
      }
      return { done: true, message: `Written into ${found.file}. Claude Code that is running already has to be started again.`, marker: editWords(kept.edit) };
    }).catch((error: unknown) => refusal(errorMessage(error)));
  }

  list(): Promise<AppliedRemediesView> {
    return this.#inOrder(async () => {
      try {
        const applied = await Promise.all(this.#kept.read().map(standingOf));
        return { applied: applied.toReversed(), trouble: null };
      } catch (error) {
        return { applied: [], trouble: errorMessage(error) };
      }
    });
  }

  planUndo(id: string): Promise<RemedyPlan> {
    return this.#inOrder(async () => {
      const planned = await this.#planUndo(id);
      return planned.possible ? planned.shown : { planned: false, message: this.#withCopy(planned.why, id) };
    });
  }

  undo(id: string, planId: string): Promise<RemedyOutcome> {
    return this.#inOrder(async () => {
      const planned = await this.#planUndo(id);
      if (!planned.possible) return refusal(this.#withCopy(planned.why, id));
      if (planned.shown.id !== planId) return refusal(`${planned.shown.file} has changed since this was shown. Nothing was written. Look at the difference again.`);
      return this.#takeOut(planned);
    });
  }

  /** Undoes all without a question, the latest first: for who removes everything of Whence, the copies too. Says what could not be undone, and stays in effect. */
  undoAll(): Promise<{ readonly undone: number; readonly failed: readonly string[] }> {
    return this.#inOrder(async () => {
      const failed: string[] = [];
      let undone = 0;
      for (const { id, edit } of this.#kept.read().toReversed()) {
        const planned = await this.#planUndo(id);
        const outcome = planned.possible ? await this.#takeOut(planned) : refusal(planned.why);
        if (outcome.done) undone += 1;
        else failed.push(`Not undone (${editWords(edit)}): ${outcome.message}`);
      }
      return { undone, failed };
    });
  }

  #userFile(): string {
    return settingsFileOf(this.#options.environment, this.#options.home);
  }

  async #plan({ finding, remedyId }: RemedyOf, projects: readonly string[]): Promise<Planned> {
    try {
      const remedy = remediesOf(finding, await readWhere(finding, projects, this.#options)).find(({ id }) => id === remedyId);
      if (remedy === undefined || !isOfSettings(remedy)) return refused('This remedy is not offered any more: what is configured has changed. Look at the finding again.');
      const target = targetOf(remedy.action.edit);
      if (target === null) return refused('A name in this remedy cannot be written into settings.');
      const place = await settingsPlace(remedy.action.where, this.#userFile());
      if (!place.possible) return refused(place.why);
      const found = await findSettingsFile(place.file);
      if (!found.found) return refused(found.why);
      const made = withEdit(found.text, target);
      if (!made.possible) return refused(leftAlone(found.file, made.why));
      const why = await whyNotWritable(found);
      if (why !== null) return refused(why);
      const notes = [
        remedy.does,
        ...(remedy.loses === null ? [] : [remedy.loses]),
        ...(remedy.action.where.scope === 'project-local' ? ['It holds in this project, for you alone. Claude Code keeps this file out of git where it makes it; look that it is not shared.'] : []),
      ];
      return { possible: true, remedy, found, made, shown: shownPlan('apply', found, made.text, target, notes) };
    } catch (error) {
      return refused(errorMessage(error));
    }
  }

  async #planUndo(id: string): Promise<PlannedUndo> {
    try {
      const applied = this.#kept.read();
      const kept = applied.find((one) => one.id === id);
      const target = kept === undefined ? null : targetOf(kept.edit);
      if (kept === undefined || target === null) return refused('This is undone already.');
      if (basename(kept.file) === basename(localSettingsOf(''))) {
        const why = await whyNotOwnProject(dirname(dirname(kept.file)));
        // Where the project is gone there is nothing to change back.
        if (why !== null && existsSync(kept.file)) return refused(why);
      }
      const found = await findSettingsFile(kept.file);
      if (!found.found) return refused(found.why);
      const back = withoutRemedy(found.text, found.sha256, kept, applied);
      if (!back.possible) return refused(leftAlone(found.file, back.why));
      const why = await whyNotWritable(found);
      if (why !== null) return refused(why);
      const notes = [
        ...(back.isExact || found.text === null ? [] : ['The file has been changed since Whence wrote it. What Whence wrote goes out; the rest stays as it is.']),
        // Without it nothing leads to those bytes any more.
        ...(back.isExact || !this.#kept.hasBackup(id) ? [] : [`The copy of the file as it was before is deleted with this. If you want something of it, take it first: ${this.#kept.backupOf(id)}`]),
      ];
      return { possible: true, kept, found, back, shown: shownPlan('undo', found, back.text, target, notes) };
    } catch (error) {
      return refused(errorMessage(error));
    }
  }

  async #takeOut({ kept, found, back }: Extract<PlannedUndo, { possible: true }>): Promise<RemedyOutcome> {
    try {
      if (back.text === null && found.text !== null) await removeSettingsFile(found, kept.madeFolder);
      else if (back.text !== null && back.text !== found.text) await writeSettingsFile(found, back.text);
    } catch (error) {
      return refusal(failureWords(found, error));
    }
    const others = new Map(back.others.map((one) => [one.id, one]));
    this.#kept.write(this.#kept.read().flatMap((one) => (one.id === kept.id ? [] : [others.get(one.id) ?? one])));
    this.#kept.dropBackup(kept.id);
    const marker = `undid: ${editWords(kept.edit)}`;
    if (found.text === back.text) return { done: true, message: `It was not in ${found.file} any more. Nothing was written.`, marker: null };
    const isAsBefore = back.isExact && back.others.length === 0;
    const how = back.text === null ? 'was made by Whence and is removed' : isAsBefore ? 'is what it was before, byte for byte' : 'has it no more; the rest stays as it is';
    return { done: true, message: `${found.file} ${how}. Claude Code that is running already has to be started again.`, marker };
  }

  #withCopy(why: string, id: string): string {
    return /^[0-9a-f]{24}$/.test(id) && this.#kept.hasBackup(id) ? `${why} The file as it was before is ${this.#kept.backupOf(id)}.` : why;
  }

  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

async function standingOf({ id, edit, does, file, onlyIn, appliedAtMs }: KeptRemedy): Promise<AppliedRemedy> {
  const view = { id, what: editWords(edit), does, file, onlyIn, appliedAtMs };
  const found = await findSettingsFile(file);
  if (!found.found) return { ...view, standing: { state: 'cannot-read', why: found.why } };
  const read = readSettingsText(found.text ?? '', []);
  if (!read.readable) return { ...view, standing: { state: 'cannot-read', why: leftAlone(file, read.why) } };
  const target = targetOf(edit);
  return { ...view, standing: { state: target !== null && holdsTarget(valueOfText(read.text), target) ? 'in-effect' : 'gone' } };
}

function shownPlan(what: 'apply' | 'undo', found: FoundFile, text: string | null, target: EditTarget, notes: readonly string[]): Shown {
  const effect = found.text === text ? 'nothing' : found.text === null ? 'make' : text === null ? 'remove' : 'change';
  const read = readSettingsText(text ?? '', []);
  const warnings = what === 'apply' && read.readable && !read.isStrict ? ['The file has comments or trailing commas. Claude Code 2.1 does not load such a file, so that nothing in it has effect: take them out first.'] : [];
  const id = createHash('sha256').update(JSON.stringify([what, found.target, found.text, text, notes])).digest('hex');
  const lines = shownDifference(found.text, text, (value, path) => isOfTarget(target, value, path));
  return { planned: true, id, file: found.file, effect, lines, warnings, notes, goOnThrough: null };
}

function isOfSettings(remedy: Remedy): remedy is SettingsRemedy {
  return remedy.action.kind === 'settings';
}

function leftAlone(file: string, why: string): string {
  return `${file} ${why}. Whence leaves it alone. Mend it, and try again.`;
}

function refused(why: string): Refused {
  return { possible: false, why };
}

function refusal(message: string): RemedyOutcome & { readonly done: false } {
  return { done: false, message };
}

function failureWords({ file }: FoundFile, error: unknown): string {
  if (error instanceof ChangedSince) return `Another program wrote ${file} in between. Nothing of it was changed. Look at the difference again.`;
  return `${file} was not changed (${errorMessage(error)}). Is there room on the disk, and may your user write there?`;
}
