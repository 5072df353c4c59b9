export type SqlValues = Readonly<Record<string, string | number | Uint8Array | null>>;

/** Values for a statement that is put together: each gets a name, and only that is in the SQL. */
export class SqlParameters {
  readonly #values: Record<string, string | number | Uint8Array | null> = {};
  #count = 0;

  /** The name to write, as `@p3`. */
  add(value: string | number | Uint8Array | null): string {
    this.#count += 1;
    this.#values[`p${this.#count}`] = value;
    return `@p${this.#count}`;
  }

  get values(): SqlValues {
    return this.#values;
  }
}

/** The pattern of LIKE, with `\` as its escape, for what has this text in it. Upper and lower case of A to Z are the same to it. */
export function patternOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
