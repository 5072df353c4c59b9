import type { RetentionLimits } from '../contract/retention-view.ts';
import type { UpstreamProxyChoice } from '../contract/settings-view.ts';
import type { CommandOptions } from './options.ts';
import type { ConnectTo } from './proxy/upstream/connect-to.ts';
import type { Settings } from './settings/settings.ts';

export interface EngineOptions {
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether the next free port may be taken when `port` is not to be had. */
  readonly portFallBack: boolean;
  /** The local API's port (0: any), or null for none. */
  readonly apiPort: number | null;
  readonly interceptHosts: readonly string[];
  /** Makes a new certificate, with a notice, where the stored one cannot sign for all hosts; else the status says so. */
  readonly renewOutdated: boolean;
  readonly connectTo: readonly ConnectTo[];
  readonly upstreamCaFiles: readonly string[];
  /** Whether the traffic of listed hosts is recorded from the start. */
  readonly capture: boolean;
  readonly upstreamProxy: UpstreamProxyChoice;
  /** Masking rules that are off, by id. */
  readonly maskingRulesOff: readonly string[];
  /** What is kept, and for how long. */
  readonly retention: RetentionLimits;
  /** Whether a second process keeps the port when this one ends. */
  readonly standby: boolean;
}

/** What the command line asks of the engine, and the settings where it asks for nothing. */
export function chosenOptions(command: CommandOptions, settings: Settings): Omit<EngineOptions, 'dataDir' | 'portFallBack' | 'renewOutdated'> {
  return {
    port: command.port ?? settings.port,
    apiPort: command.apiPort ?? null,
    interceptHosts: command.interceptHosts ?? settings.interceptHosts,
    connectTo: command.connectTo,
    upstreamCaFiles: command.upstreamCaFiles,
    capture: settings.capture,
    upstreamProxy: settings.upstreamProxy,
    maskingRulesOff: settings.maskingRulesOff,
    retention: chosenRetention(command, settings.retention),
    standby: command.standby,
  };
}

/** The limits of the settings, but for those that the command line states. */
export function chosenRetention({ retentionDays, maxStoreMb }: Pick<CommandOptions, 'retentionDays' | 'maxStoreMb'>, settings: RetentionLimits): RetentionLimits {
  return { ...settings, days: retentionDays ?? settings.days, megabytes: maxStoreMb ?? settings.megabytes };
}
