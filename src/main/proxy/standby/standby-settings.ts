/** Where the standby of a data directory leaves and finds what it needs. Plain data, so that it can be sent to a thread. */
export interface StandbySettings {
  readonly dataDir: string;
}
