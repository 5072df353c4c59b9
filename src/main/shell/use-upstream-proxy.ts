import type { Outcome } from '../../contract/calls.ts';
import type { Engine } from '../engine.ts';
import { errorMessage } from '../error-message.ts';
import { placeOf, type KeptSettings } from '../settings/kept-settings.ts';
import type { NextProxy } from './claude-settings/other-proxy.ts';

/** Gives the engine the proxy of the settings, with its login. */
export function useUpstreamProxy(engine: Engine, settings: KeptSettings): void {
  const { choice, notice } = settings.openUpstreamProxy();
  engine.setUpstreamProxy(choice);
  if (notice !== null) engine.addNotice(notice);
}

/** Has Whence go on through a proxy, with its login where it has one; nothing is changed where that cannot be kept. */
export function goOnThrough(engine: Engine, settings: KeptSettings, { url, noProxy, login }: NextProxy): Outcome {
  const upstreamProxy = { from: 'settings', url, noProxy } as const;
  const kept = login === null ? settings.forgetProxyLogin() : settings.keepProxyLogin(login, placeOf(upstreamProxy));
  if (!kept.done) return kept;
  try {
    settings.change({ upstreamProxy });
  } catch (error) {
    return { done: false, message: errorMessage(error), manualCommand: null };
  }
  useUpstreamProxy(engine, settings);
  return { done: true, message: `Whence goes on through ${url}.` };
}
