/** The text with two spaces a level, or null when it is not JSON (or only the beginning of some). */
export function indentedJson(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : null;
  } catch {
    return null;
  }
}
