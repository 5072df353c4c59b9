/** A `--connect-to HOST1:PORT1:HOST2:PORT2`, as curl's: dial the second where the first is asked for; null is any. */
export interface ConnectTo {
  readonly fromHost: string | null;
  readonly fromPort: number | null;
  readonly toHost: string;
  readonly toPort: number;
}
