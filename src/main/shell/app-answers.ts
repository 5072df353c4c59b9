import type { CallInput, Outcome } from '../../contract/calls.ts';
import type { SettingsView } from '../../contract/settings-view.ts';
import { answerCalls, type Answers } from '../answers/answer-calls.ts';
import type { AppLife } from '../answers/app-life.ts';
import type { Desktop } from '../answers/desktop.ts';
import type { Engine } from '../engine.ts';
import type { CommandOptions } from '../options.ts';
import { pointingLines } from '../pointing/pointing-lines.ts';
import { SelfTests } from '../pointing/self-test/self-tests.ts';
import type { KeptSettings } from '../settings/kept-settings.ts';
import { applySettings } from './apply-settings.ts';
import { useUpstreamProxy } from './use-upstream-proxy.ts';

export interface AppParts {
  readonly engine: Engine;
  readonly settings: KeptSettings;
  /** Of the command line; what it states goes before the settings. */
  readonly options: CommandOptions;
  readonly desktop: Desktop;
  readonly life: AppLife;
  /** Hears of each change, after it holds. */
  readonly onSettings: () => void;
}

/** What the window's calls do in the app: a change of the settings is kept, and holds in the engine at once. */
export function appAnswers({ engine, settings, options, desktop, life, onSettings }: AppParts): Answers {
  const changeSettings = (change: CallInput<'changeSettings'>): SettingsView => {
    const before = settings.current;
    settings.change(change);
    applySettings(before, { engine, settings, options });
    onSettings();
    return settings.view();
  };
  const changeLogin = (change: () => Outcome): Outcome => {
    const changed = change();
    if (changed.done) useUpstreamProxy(engine, settings);
    return changed;
  };
  const selfTests = new SelfTests({
    readStatus: () => engine.readStatus(),
    readTrust: () => desktop.readTrust(),
    listedHosts: () => engine.interceptHosts,
    wantedPort: options.port ?? settings.current.port,
    pointingLine: () => pointingLines(engine.envFiles)[0]?.line ?? '',
    environment: process.env,
    expectSelfTest: (words) => engine.expectSelfTest(words),
    tryWay: (host) => engine.tryWay(host),
    onChange: () => engine.announceSelfTest(),
  });
  return answerCalls({
    store: engine.store,
    desktop,
    life,
    keeping: engine.keeping,
    markers: engine.markers,
    archives: engine.archives,
    readStatus: () => engine.readStatus(),
    readSettings: () => settings.view(),
    changeSettings,
    readStoreUse: () => ({
      ...engine.readStoreUse(Date.now() * 1000),
      isOverridden: options.retentionDays !== undefined || options.maxStoreMb !== undefined,
    }),
    deleteExchanges: (wish) => engine.deleteExchanges(wish),
    renewCertificate: () => engine.renewCertificate(),
    forgetDistrust: () => engine.forgetDistrust(),
    selfTests,
    readUpstreamProxy: () => settings.viewUpstreamProxy(process.env),
    keepProxyLogin: (login) => changeLogin(() => settings.keepProxyLogin(login)),
    readApiToken: () => ({ token: engine.readApiToken() }),
    renewApiToken: async () => ({ token: await engine.renewApiToken() }),
    forgetProxyLogin: () => changeLogin(() => settings.forgetProxyLogin()),
  });
}
