import { nativeTheme } from 'electron';
import type { Engine } from '../engine.ts';
import { chosenRetention } from '../engine-options.ts';
import type { CommandOptions } from '../options.ts';
import type { KeptSettings } from '../settings/kept-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { useUpstreamProxy } from './use-upstream-proxy.ts';

interface UsedBy {
  readonly engine: Engine;
  readonly settings: KeptSettings;
  /** What the command line states goes before the settings. */
  readonly options: CommandOptions;
}

/** Has what is different from the settings before hold at once. A port holds from the next start. */
export function applySettings(before: Settings, { engine, settings, options }: UsedBy): void {
  const now = settings.current;
  const differs = (name: keyof Settings): boolean => JSON.stringify(before[name]) !== JSON.stringify(now[name]);
  nativeTheme.themeSource = now.theme;
  if (differs('interceptHosts')) engine.setInterceptHosts(now.interceptHosts);
  if (differs('capture')) engine.setCapture(now.capture);
  if (differs('upstreamProxy') || differs('proxyLogin')) useUpstreamProxy(engine, settings);
  if (differs('retention')) engine.setRetention(chosenRetention(options, now.retention));
  if (differs('api')) void engine.setApi(now.api);
  if (differs('maskingRulesOff')) engine.setMaskingRulesOff(now.maskingRulesOff);
}
