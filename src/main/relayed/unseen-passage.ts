/** A connection to a listed host that passed through unseen while nobody recorded: the standby notes it, the recorder makes it a row. */
export interface UnseenPassage {
  /** A ULID, so that it is one row however often it is told. */
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly startedAtUs: number;
  /** Null while it goes on, and where its end was not noted. */
  readonly endedAtUs: number | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
}
