/** A JSON object as it came off the wire: any field may be missing or of another type. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** The value of a JSON text, or undefined when it is not JSON. Never throws: what is on the wire may be anything. */
export function parseWireJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `value` as an object whose fields can be looked at, or null for arrays, scalars and null. */
export function wireRecord(value: unknown): WireRecord | null {
  return isWireRecord(value) ? value : null;
}

export function wireArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function wireString(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A figure of tokens or bytes: null for what is not a whole number of zero or more. */
export function wireCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function isWireRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
