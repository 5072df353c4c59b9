/** The words of an input that say most, for the line of a call: its shortest texts, without their names where there is one alone. */
export function callSummary(json: string): string {
  const input = parsedInput(json);
  if (input === null) return json;
  const texts = Object.entries(input).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const [first] = telling.flatMap((name) => texts.filter(([field]) => field === name));
  return first?.[1] ?? texts[0]?.[1] ?? (Object.keys(input).length === 0 ? '' : json);
}

/** In the order of how much they say. */
const telling = ['command', 'file_path', 'path', 'pattern', 'query', 'url', 'description', 'skill', 'prompt'] as const;

/** The fields of an input; null where it is no object, or was cut. */
export function parsedInput(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
