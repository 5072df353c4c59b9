/** One step of the schema. Steps are never changed once released: a change is a new step. */
export interface Migration {
  /** One more than the step before it; kept in the database as `user_version`. */
  readonly version: number;
  readonly sql: string;
}
