/** Where the standby of a data directory leaves and finds what it needs. Plain data, so that it can be sent to a thread. */
export interface StandbySettings {
  readonly dataDir: string;
  /** Whether a standby is started. One that an engine before has left is met in any case. */
  readonly wanted: boolean;
  /** Whether processes hand each other the listening socket; where they cannot, each binds the port anew. */
  readonly handsSockets: boolean;
}

/** How the standby is doing, for the user. */
export interface StandbyReport {
  readonly state: 'ready' | 'off' | 'failed';
  readonly message: string;
}

/** Who has the port when a proxy is closed. */
export type PortHeir = 'standby' | 'nobody';
