import type { CallInput, Outcome } from '../../contract/calls.ts';
import type { SettingsView, UpstreamProxyChoice, UpstreamProxyView } from '../../contract/settings-view.ts';
import { maskingRules } from '../../domain/masking/masking-rules.ts';
import { proxyVariables } from './proxy-variables.ts';
import type { SecretKeeper } from './secret-keeper.ts';
import { defaultSettings, offeredHosts, readSettings, writeSettings, type Settings } from './settings.ts';

/** The settings file while the app runs. What leaves for the window has no password in it, sealed or not. */
export class KeptSettings {
  /** Sentences about what in the file could not be used. */
  readonly notices: readonly string[];
  readonly #file: string;
  readonly #secrets: SecretKeeper;
  #settings: Settings;

  constructor(file: string, secrets: SecretKeeper) {
    const { settings, notices } = readSettings(file);
    this.#file = file;
    this.#secrets = secrets;
    this.#settings = settings;
    this.notices = notices;
  }

  get current(): Settings {
    return this.#settings;
  }

  view(): SettingsView {
    const { proxyLogin: _sealed, ...shown } = this.#settings;
    const { proxyLogin: _none, ...defaults } = defaultSettings;
    return { ...shown, maskingRules, offeredHosts: [...new Set([...offeredHosts, ...shown.interceptHosts])], defaults, problems: [...this.notices] };
  }

  /** Writes a change. A value that is not valid throws a sentence that names it, and nothing is changed. */
  change(change: CallInput<'changeSettings'>): void {
    const wanted = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#settings = writeSettings(this.#file, { ...this.#settings, ...wanted });
  }

  /** Whether a password has to be opened before the engine can be given its proxy. */
  get needsSecret(): boolean {
    return this.#settings.upstreamProxy.from === 'settings' && this.#settings.proxyLogin !== null;
  }

  /** The proxy for the engine, with the login put into its URL: not to be shown, logged or stored. */
  openUpstreamProxy(): { readonly choice: UpstreamProxyChoice; readonly notice: string | null } {
    const { upstreamProxy: choice, proxyLogin } = this.#settings;
    if (choice.from !== 'settings' || proxyLogin === null) return { choice, notice: null };
    const password = this.#secrets.open(proxyLogin.sealedPassword);
    if (password === null) return { choice, notice: cannotOpen };
    const [scheme = '', rest = ''] = choice.url.split('://', 2);
    const login = `${encodeURIComponent(proxyLogin.user)}:${encodeURIComponent(password)}`;
    return { choice: { ...choice, url: `${scheme}://${login}@${rest}` }, notice: null };
  }

  viewUpstreamProxy(environment: Readonly<Record<string, string | undefined>>): UpstreamProxyView {
    return {
      variables: proxyVariables(environment),
      user: this.#settings.proxyLogin?.user ?? null,
      cannotKeep: this.#secrets.whyNot(),
    };
  }

  keepProxyLogin({ user, password }: CallInput<'keepProxyLogin'>): Outcome {
    const reason = this.#secrets.whyNot();
    if (reason !== null) return { done: false, message: reason, manualCommand: null };
    let sealedPassword: string;
    try {
      sealedPassword = this.#secrets.seal(password);
    } catch {
      // Its message is the system's, and could quote what was to be sealed.
      return { done: false, message: 'The system did not seal the password, so it was not kept. Is its keyring unlocked?', manualCommand: null };
    }
    this.#settings = writeSettings(this.#file, { ...this.#settings, proxyLogin: { user, sealedPassword } });
    return { done: true, message: `New connections sign in as ${user}. The password is sealed by this system.` };
  }

  forgetProxyLogin(): Outcome {
    this.#settings = writeSettings(this.#file, { ...this.#settings, proxyLogin: null });
    return { done: true, message: 'The user name and the password were removed.' };
  }
}

const cannotOpen =
  'The password for the proxy in the settings cannot be opened: the keyring of this system has changed, or the settings are of another machine. Enter it again under Settings.';
