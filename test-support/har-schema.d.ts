declare module 'har-schema' {
  /** The HAR 1.2 schemas by name, in JSON Schema draft 06. */
  const schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  export default schemas;
}
