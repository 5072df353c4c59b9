import type { AnalystOptions } from '../src/main/analyst/analyst-handle.ts';
import type { EngineOptions } from '../src/main/engine-options.ts';
import type { ProxySettings } from '../src/main/proxy/proxy.ts';
import { noUpstreamProxies } from '../src/main/proxy/upstream/upstream-proxy.ts';

/** A proxy that does nothing beyond what a test asks of it: straight to the upstream, and no second process. */
export const quietProxy = { upstreamProxies: noUpstreamProxies, capture: true, standby: null } as const satisfies Partial<ProxySettings>;

/** The same of an engine. */
export const quietEngine = {
  upstreamProxy: { from: 'none' },
  capture: true,
  maskingRulesOff: [],
  retention: { days: 0, megabytes: 0, keepRated: true, keepPinned: true },
  standby: false,
} as const satisfies Partial<EngineOptions>;

/** An analyst that keeps all, and whose other words nobody hears. */
export const quietAnalyst = {
  retention: quietEngine.retention,
  onContentRemoved: () => undefined,
  onRowsGone: () => undefined,
  onDeleting: () => undefined,
  onSettled: () => undefined,
} as const satisfies Partial<AnalystOptions>;
