/**
 * A `--connect-to HOST1:PORT1:HOST2:PORT2`, as curl's: dial the second where the first is asked for. Null is any, and then the one that
 * is asked for.
 */
export interface ConnectTo {
  readonly fromHost: string | null;
  readonly fromPort: number | null;
  readonly toHost: string | null;
  readonly toPort: number | null;
}
