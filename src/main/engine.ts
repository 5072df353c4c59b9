import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Outcome } from '../contract/calls.ts';
import type { EventName, EventPayload } from '../contract/events.ts';
import type { StatusView } from '../contract/status-view.ts';
import { ruleVersion } from '../domain/attribution/attribute.ts';
import { startAnalystThread } from './analyst/analyst-handle.ts';
import type { AnalystHandle } from './analyst/analyst-handle.ts';
import { startApi } from './api/api-server.ts';
import type { Api } from './api/api-server.ts';
import type { ConnectTo } from './options.ts';
import { startProxyThread } from './proxy/proxy-handle.ts';
import type { ProxyHandle } from './proxy/proxy-handle.ts';
import { startRecorderThread } from './recorder/recorder-handle.ts';
import { openStoreReads } from './store/open-store-reads.ts';
import type { StoreReads } from './store/reads.ts';

export interface EngineOptions {
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether the next free port may be taken when `port` is not to be had. */
  readonly portFallBack: boolean;
  /** The local API's port (0: any), or null for none. */
  readonly apiPort: number | null;
  readonly interceptHosts: readonly string[];
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamCaFiles: readonly string[];
}

/** Everything below the window: proxy, recorder, analyst, store, API. */
export interface Engine {
  readonly proxyUrl: string;
  readonly caFile: string;
  readonly caBundleFile: string;
  readonly api: Api | null;
  readonly store: StoreReads;
  readStatus(): StatusView;
  setInterceptHosts(hosts: readonly string[]): void;
  /** Makes a new certificate for the hosts that are listed now; it has to be trusted anew. */
  renewCertificate(): Promise<Outcome>;
  addNotice(text: string): void;
  listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
  /** Ends everything; what was posted is committed first. */
  close(): Promise<void>;
}

export type EngineStart =
  | { readonly started: true; readonly engine: Engine }
  | { readonly started: false; readonly code: 'port-taken' | 'data-dir' | 'failed'; readonly message: string };
