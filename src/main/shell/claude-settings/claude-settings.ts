import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outcome } from '../../../contract/calls.ts';
import type { ClaudeSettingsChange, ClaudeSettingsPlan, ClaudeSettingsView } from '../../../contract/claude-settings-view.ts';
import type { UpstreamProxyChoice } from '../../../contract/settings-view.ts';
import { errorMessage } from '../../error-message.ts';
import { withoutCredentials } from '../../settings/proxy-variables.ts';
import type { SecretKeeper } from '../../settings/secret-keeper.ts';
import { KeptChangeFile, type KeptChange } from './kept-change.ts';
import { nextProxyOf, type GoOnThrough } from './other-proxy.ts';
import { planChange, type Plan, type PlanGround } from './plan-change.ts';
import { openChange, sealChange } from './sealed-change.ts';
import type { SettingsChange } from './settings-change.ts';
import { ChangedSince, findSettingsFile, removeSettingsFile, settingsFileOf, whyNotWritable, writeSettingsFile, type FoundFile } from '../settings-file/settings-file.ts';
import { standingOf } from './standing.ts';
import { otherProxy, type PointingFacts } from './wanted-values.ts';

export interface ClaudeSettingsOptions {
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
  readonly secrets: SecretKeeper;
  readonly facts: () => PointingFacts;
  readonly upstreamProxy: () => UpstreamProxyChoice;
  readonly goOnThrough: GoOnThrough;
  /** Has our bundle hold the certificates of these files too; sentences about those that cannot be read. */
  readonly trustAlso: (files: readonly string[]) => readonly string[];
}

/** Claude Code's own settings pointed at Whence: seen, planned, changed and changed back. One thing is done at a time. */
export class ClaudeSettings {
  readonly #options: ClaudeSettingsOptions;
  readonly #kept: KeptChangeFile;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ClaudeSettingsOptions) {
    this.#options = options;
    this.#kept = new KeptChangeFile(options.dataDir);
  }

  read(): Promise<ClaudeSettingsView> {
    return this.#inOrder(async () => {
      const file = this.#file();
      try {
        const { wanted, change } = await this.#state();
        const found = await findSettingsFile(change?.file ?? file);
        return { file: change?.file ?? file, isWanted: wanted && change === null && this.#kept.read().change === null, ...standingOf(found, change, this.#options.facts()) };
      } catch (error) {
        return { file, isWanted: false, standing: { state: 'cannot-read', why: errorMessage(error) }, warnings: [] };
      }
    });
  }

  /** What a change would come to. Nothing is written. */
  plan(what: ClaudeSettingsChange): Promise<ClaudeSettingsPlan> {
    return this.#inOrder(async () => {
      const planned = await this.#plan(what);
      return planned.possible ? { planned: true, ...planned.shown } : { planned: false, message: planned.why };
    });
  }

  /** Carries out a plan that was shown, while it would still come to the same. */
  change(what: ClaudeSettingsChange, id: string, goesOnThrough: boolean): Promise<Outcome> {
    return this.#inOrder(async () => {
      const planned = await this.#plan(what);
      if (!planned.possible) return refusal(planned.why);
      if (planned.shown.id !== id) return refusal(`${planned.shown.file}, or what is to be written into it, has changed since this was shown. Nothing was written. Look at the difference again.`);
      return what === 'undo' ? this.#takeOut(planned, false) : this.#putIn(planned, goesOnThrough);
    });
  }

  /** Takes out what was set, without a question: for who removes everything of Whence. */
  undo(): Promise<Outcome> {
    return this.#inOrder(() => this.#undo(false).catch((error: unknown) => refusal(errorMessage(error))));
  }

  /** Puts in again what was taken out at the end, and says what the user has to know. Returns sentences. */
  atStart(): Promise<readonly string[]> {
    return this.#inOrder(async () => {
      try {
        const { wanted, change, earlier, trouble, replaced } = await this.#state();
        const said = trouble === null ? [] : [trouble];
        if (trouble !== null) this.#kept.write({ wanted, change, earlier, trouble: null, replaced });
        if (change !== null) {
          const { standing } = standingOf(await findSettingsFile(change.file), change, this.#options.facts());
          return standing.state === 'set' ? said : [...said, 'Claude Code’s settings do not lead to Whence as it is now. Set-up says why, and can set them again.'];
        }
        if (this.#kept.read().change !== null) {
          this.#kept.write(nothingKept);
          return [...said, 'Claude Code’s settings lead to Whence no more: somebody else set them back.'];
        }
        if (!wanted) return said;
        const planned = await this.#plan('set');
        if (!planned.possible) return [...said, notPutIn(planned.why)];
        const other = otherProxy(this.#options.facts(), planned.env);
        if (other !== null && withoutCredentials(other.url) !== replaced) return [...said, notPutIn('They name another proxy by now.')];
        const done = await this.#putIn(planned, false);
        return done.done ? said : [...said, notPutIn(done.message)];
      } catch (error) {
        return [errorMessage(error)];
      }
    });
  }

  /** Takes out what was set until the next start. What goes wrong is said then. */
  atQuit(): Promise<void> {
    return this.#inOrder(async () => {
      try {
        const undone = await this.#undo(true);
        if (!undone.done) this.#kept.write({ ...this.#kept.read(), trouble: `Claude Code’s settings were not set back when Whence was closed. ${undone.message}` });
      } catch {
        // The state cannot be read or written: the next start says so.
      }
    });
  }

  #file(): string {
    return settingsFileOf(this.#options.environment, this.#options.home);
  }

  /**
   * What is remembered; a change that a crash kept from being written, or that was taken back before it was forgotten, is none. One that was to be made in
   * the place of an earlier one leaves that one.
   */
  async #state() {
    const state = this.#kept.read();
    if (state.change === null) return state;
    const found = await findSettingsFile(state.change.file);
    if (found.found && found.sha256 !== null && state.earlier?.found === found.sha256) return { ...state, change: state.earlier.change, earlier: null };
    return found.found && found.sha256 === state.change.before && state.change.before !== state.change.after ? { ...state, change: null } : state;
  }

  async #plan(what: ClaudeSettingsChange): Promise<Plan> {
    const { facts, environment, secrets, upstreamProxy } = this.#options;
    try {
      const { change: kept } = await this.#state();
      const change = kept === null ? null : openChange(kept, secrets);
      if (kept !== null && change === null) return { possible: false, why: cannotOpen };
      const found = await findSettingsFile(kept?.file ?? this.#file());
      if (!found.found) return { possible: false, why: found.why };
      const byHand = what === 'undo' && change === null && standingOf(found, null, facts()).standing.state === 'set-by-hand';
      const ground: PlanGround = { found, change: byHand ? changeByHand(facts()) : change, facts: facts(), shell: environment, upstreamProxy: upstreamProxy() };
      const planned = planChange(what, ground);
      const why = planned.possible ? await whyNotWritable(found) : null;
      return why === null ? planned : { possible: false, why };
    } catch (error) {
      return { possible: false, why: errorMessage(error) };
    }
  }

  async #putIn(plan: Extract<Plan, { possible: true }>, goesOnThrough: boolean): Promise<Outcome> {
    const { secrets, trustAlso, facts, goOnThrough } = this.#options;
    const { found, text, change } = plan;
    if (text === null || change === null || text === found.text) return { done: true, message: 'Claude Code’s settings lead to Whence already.' };
    const sealing = sealChange(change, secrets);
    if (!sealing.sealed) return refusal(sealing.why);
    const other = otherProxy(facts(), plan.env);
    const next = other === null || !goesOnThrough ? null : nextProxyOf(other.url, plan.env);
    if (next !== null) {
      const gone = goOnThrough(next);
      if (!gone.done) return gone;
    }
    const before = await this.#state();
    const madeFolder = found.text === null ? !existsSync(dirname(found.target)) : (before.change?.madeFolder ?? false);
    const kept: KeptChange = { ...change, ...sealing.kept, file: found.file, madeFolder, furtherCaFiles: [...plan.furtherCaFiles] };
    let notes: readonly string[];
    try {
      // The bundle before the settings that name it; the way back before what it leads back from.
      notes = trustAlso(plan.furtherCaFiles);
      const earlier = before.change === null || found.sha256 === null ? null : { found: found.sha256, change: before.change };
      this.#kept.write({ wanted: true, change: kept, earlier, trouble: null, replaced: other === null ? null : withoutCredentials(other.url) });
    } catch (error) {
      return refusal(`Nothing was changed, since Whence could not write what leads back (${errorMessage(error)}).`);
    }
    try {
      await writeSettingsFile(found, text);
    } catch (error) {
      this.#kept.write(before);
      return refusal(failureWords(found, error));
    }
    return { done: true, message: ['Written. Claude Code that is running already has to be started again.', ...notes].join(' ') };
  }

  async #undo(isWanted: boolean): Promise<Outcome> {
    if (this.#kept.read().change === null) {
      if (!isWanted) this.#kept.write(nothingKept);
      return { done: true, message: nothingToUndo };
    }
    const planned = await this.#plan('undo');
    return planned.possible ? this.#takeOut(planned, isWanted) : refusal(planned.why);
  }

  async #takeOut({ found, text, isExact }: Extract<Plan, { possible: true }>, isWanted: boolean): Promise<Outcome> {
    const before = this.#kept.read();
    const madeFolder = before.change?.madeFolder ?? false;
    try {
      // The folder that was made for it goes also where somebody else has removed the file.
      if (text === null && (found.text !== null || madeFolder)) await removeSettingsFile(found, madeFolder);
      else if (text !== null && text !== found.text) await writeSettingsFile(found, text);
    } catch (error) {
      return refusal(failureWords(found, error));
    }
    this.#kept.write(isWanted ? { ...before, wanted: true, change: null, earlier: null, trouble: null } : nothingKept);
    if (!isWanted) this.#options.trustAlso([]);
    if (found.text === null) return { done: true, message: before.change === null ? nothingToUndo : `${found.file} is gone, and Whence’s variables with it.` };
    if (found.text === text) return { done: true, message: nothingToUndo };
    const how = text === null ? 'was made by Whence and is removed' : isExact ? 'is what it was before, byte for byte' : 'has Whence’s variables no more; the rest stays as it was changed since';
    return { done: true, message: `${found.file} ${how}. Claude Code that is started from now on goes its usual way.` };
  }

  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

/** What leads here without our having written it: to be taken out by its values, on the user's wish. */
function changeByHand({ proxyUrl, caBundleFile }: PointingFacts): SettingsChange {
  const values = [['HTTPS_PROXY', proxyUrl] as const, ['https_proxy', proxyUrl] as const, ['NODE_EXTRA_CA_CERTS', caBundleFile] as const];
  return { before: '', after: '', madeEnv: false, edits: [], values: values.map(([name, value]) => ({ name, value, before: null })) };
}

const nothingKept = { wanted: false, change: null, earlier: null, trouble: null, replaced: null };
const nothingToUndo = 'There is nothing of Whence in Claude Code’s settings.';
const cannotOpen = 'The proxy that stood in Claude Code’s settings before is sealed, and the keyring of this system does not open it. Unlock the keyring, and try again.';

function notPutIn(why: string): string {
  return `Claude Code’s settings were not pointed at Whence again. ${why}`;
}

function refusal(message: string): Outcome {
  return { done: false, message, manualCommand: null };
}

function failureWords({ file }: FoundFile, error: unknown): string {
  if (error instanceof ChangedSince) return `Another program wrote ${file} in between. Nothing of it was changed. Look at the difference again.`;
  return `${file} was not changed (${errorMessage(error)}). Is there room on the disk, and may your user write there?`;
}
