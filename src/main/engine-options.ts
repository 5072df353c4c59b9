import type { EngineOptions } from './engine.ts';
import type { CommandOptions } from './options.ts';
import type { Settings } from './settings/settings.ts';

type Chosen = Pick<
  EngineOptions,
  'port' | 'apiPort' | 'interceptHosts' | 'connectTo' | 'upstreamCaFiles' | 'capture' | 'upstreamProxy' | 'maskingRulesOff' | 'standby'
>;

/** What the command line asks of the engine, and the settings where it asks for nothing. */
export function chosenOptions(command: CommandOptions, settings: Settings): Chosen {
  return {
    port: command.port ?? settings.port,
    apiPort: command.apiPort ?? null,
    interceptHosts: command.interceptHosts ?? settings.interceptHosts,
    connectTo: command.connectTo,
    upstreamCaFiles: command.upstreamCaFiles,
    capture: settings.capture,
    upstreamProxy: settings.upstreamProxy,
    maskingRulesOff: settings.maskingRulesOff,
    standby: command.standby,
  };
}
