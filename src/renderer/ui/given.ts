type Given<Props extends object> = { [Name in keyof Props]?: Exclude<Props[Name], undefined> };

/** The properties that have a value: React Aria tells one that is left out from one that is undefined. */
export function given<Props extends object>(props: Props): Given<Props> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Given<Props>;
}
