import { renameSync } from 'node:fs';
import type { CallInput, Outcome } from '../../contract/calls.ts';
import type { SettingsView, UpstreamProxyChoice, UpstreamProxyView } from '../../contract/settings-view.ts';
import { errorMessage } from '../error-message.ts';
import { maskingRules } from '../../domain/masking/masking-rules.ts';
import { proxyVariables } from './proxy-variables.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import { defaultSettings, offeredHosts, readSettings, writeSettings, type ReadSettings, type Settings } from './settings.ts';

/** The settings file while the app runs. What leaves for the window has no password in it, sealed or not. */
export class KeptSettings {
  readonly #file: string;
  readonly #secrets: SecretKeeper;
  #settings: Settings;
  #read: Pick<ReadSettings, 'notices' | 'unknown' | 'text' | 'isReadable'>;

  constructor(file: string, secrets: SecretKeeper) {
    const { settings, ...read } = readSettings(file);
    this.#file = file;
    this.#secrets = secrets;
    this.#settings = settings;
    this.#read = read;
  }

  /** Sentences about what in the file could not be used when it was read last. */
  get notices(): readonly string[] {
    return this.#read.notices;
  }

  get current(): Settings {
    return this.#settings;
  }

  view(): SettingsView {
    const { proxyLogin: _sealed, ...shown } = this.#settings;
    const { proxyLogin: _none, ...defaults } = defaultSettings;
    return { ...shown, maskingRules, offeredHosts: [...new Set([...offeredHosts, ...shown.interceptHosts])], defaults, problems: this.notices };
  }

  /** Writes a change. A value that is not valid throws a sentence that names it, and nothing is changed. */
  change(change: CallInput<'changeSettings'>): void {
    this.takeEdits();
    const wanted = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#write({ ...this.#settings, ...wanted });
  }

  /**
   * Takes over what another program has written into the file since it was read or written; what of it is not valid leaves what was before, and is among
   * the notices. Whether there was anything.
   */
  takeEdits(): boolean {
    const { settings, ...read } = readSettings(this.#file, this.#settings);
    if (read.text === this.#read.text && read.isReadable === this.#read.isReadable) return false;
    const hadNotices = this.#read.notices.length > 0;
    this.#settings = settings;
    this.#read = read;
    // A file that was deleted is written again with the next change. There is nothing wrong with it any more.
    return read.text !== null || !read.isReadable || hadNotices;
  }

  #write(settings: Settings): void {
    const { unknown, isReadable } = this.#read;
    // What could not be read may be dear to whoever wrote it.
    if (!isReadable) this.#putAside();
    this.#settings = writeSettings(this.#file, settings, unknown);
    // What was not valid has just been written over, and is not said any more.
    const { settings: _same, ...read } = readSettings(this.#file, this.#settings);
    this.#read = read;
  }

  #putAside(): void {
    try {
      renameSync(this.#file, `${this.#file}.unreadable`);
    } catch (error) {
      throw new Error(`${this.#file} cannot be used, and could not be put aside (${errorMessage(error)}). Move it away by hand.`, { cause: error });
    }
  }

  /** Whether a password has to be opened before the engine can be given its proxy. */
  get needsSecret(): boolean {
    return this.#settings.upstreamProxy.from === 'settings' && this.#settings.proxyLogin !== null;
  }

  /** The proxy for the engine, with the login put into its URL: not to be shown, logged or stored. */
  openUpstreamProxy(): { readonly choice: UpstreamProxyChoice; readonly notice: string | null } {
    const { upstreamProxy: choice, proxyLogin } = this.#settings;
    if (choice.from !== 'settings' || proxyLogin === null) return { choice, notice: null };
    if (this.#login === null) return { choice, notice: ofAnother };
    const password = this.#secrets.open(proxyLogin.sealedPassword);
    if (password === null) return { choice, notice: cannotOpen };
    const [scheme = '', rest = ''] = choice.url.split('://', 2);
    const login = `${encodeURIComponent(proxyLogin.user)}:${encodeURIComponent(password)}`;
    return { choice: { ...choice, url: `${scheme}://${login}@${rest}` }, notice: null };
  }

  viewUpstreamProxy(environment: Readonly<Record<string, string | undefined>>): UpstreamProxyView {
    return {
      variables: proxyVariables(environment),
      user: this.#login?.user ?? null,
      cannotKeep: this.#secrets.whyNot(),
    };
  }

  /** The login that is kept, where it is not that of a proxy that was named before. */
  get #login(): Settings['proxyLogin'] {
    const { upstreamProxy, proxyLogin } = this.#settings;
    return proxyLogin === null || proxyLogin.at === undefined || proxyLogin.at === placeOf(upstreamProxy) ? proxyLogin : null;
  }

  /** `at`: the proxy it is for, where that is not the one of the settings yet. */
  keepProxyLogin({ user, password }: CallInput<'keepProxyLogin'>, at = placeOf(this.#settings.upstreamProxy)): Outcome {
    const reason = this.#secrets.whyNot();
    if (reason !== null) return { done: false, message: reason, manualCommand: null };
    let sealedPassword: string;
    try {
      sealedPassword = this.#secrets.seal(password);
    } catch {
      // Its message is the system's, and could quote what was to be sealed.
      return { done: false, message: 'The system did not seal the password, so it was not kept. Is its keyring unlocked?', manualCommand: null };
    }
    this.#write({ ...this.#settings, proxyLogin: { user, sealedPassword, ...(at === undefined ? {} : { at }) } });
    return { done: true, message: `New connections sign in as ${user}. The password is sealed by this system.` };
  }

  forgetProxyLogin(): Outcome {
    this.#write({ ...this.#settings, proxyLogin: null });
    return { done: true, message: 'The user name and the password were removed.' };
  }
}

const cannotOpen =
  'The password for the proxy in the settings cannot be opened: the keyring of this system has changed, or the settings are of another machine. Enter it again under Settings.';
const ofAnother = 'The user name and the password that are kept are for the proxy that was named before, and the one in the settings now is not told them. Enter its own under Settings.';

/** Scheme, host and port of the proxy of the settings. */
export function placeOf(choice: UpstreamProxyChoice): string | undefined {
  return choice.from === 'settings' && URL.canParse(choice.url) ? new URL(choice.url).origin : undefined;
}
