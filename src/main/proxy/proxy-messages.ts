import type { MessagePort } from 'node:worker_threads';
import type { ProxyFigures } from '../relayed/relayed.ts';
import type { KeyedCertificate } from './certificates/make-certificates.ts';
import type { ProxySettings, ProxyStart } from './proxy.ts';
import type { SelfTestWords } from './self-test-words.ts';
import type { PortHeir, StandbyReport } from './standby/standby-settings.ts';
import type { WayTried } from './upstream/try-way.ts';
import type { UpstreamProxies } from './upstream/upstream-proxy.ts';

/** What the proxy's thread is started with. */
export interface ProxyThreadData {
  readonly settings: ProxySettings;
  readonly recorderPort: MessagePort;
}

export type ToProxyThread =
  | { readonly kind: 'set-intercept-hosts'; readonly hosts: readonly string[] }
  | { readonly kind: 'set-authority'; readonly authority: KeyedCertificate }
  | { readonly kind: 'set-upstream-proxies'; readonly proxies: UpstreamProxies }
  | { readonly kind: 'set-capture'; readonly on: boolean }
  | { readonly kind: 'forget-distrust' }
  | { readonly kind: 'expect-self-test'; readonly words: SelfTestWords | null }
  | { readonly kind: 'try-way'; readonly number: number; readonly host: string }
  /** In place of a recorder that died. The port is transferred with the message. */
  | { readonly kind: 'set-recorder'; readonly recorderPort: MessagePort }
  | { readonly kind: 'close'; readonly portTo: PortHeir };

export type FromProxyThread =
  | { readonly kind: 'started'; readonly port: number; readonly url: string; readonly note: string | null }
  | { readonly kind: 'refused'; readonly code: Extract<ProxyStart, { started: false }>['code']; readonly message: string }
  | { readonly kind: 'figures'; readonly figures: ProxyFigures }
  | { readonly kind: 'standby'; readonly report: StandbyReport }
  | { readonly kind: 'predecessor-ended' }
  | { readonly kind: 'way-tried'; readonly number: number; readonly tried: WayTried | null };
