/** Fields of a header or trailer section as they were sent: in their order and case, repeated where they were. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * The value of the field with this name; null where it was not sent. Names are the same in any case (RFC 9110, section 5.1);
 * the values of several lines are joined in order (sections 5.2 and 5.3), without the white space around each (section 5.5).
 * `set-cookie`, which cannot be joined, is not for this.
 */
export function headerValue(headers: HeaderList, lowerCaseName: string): string | null {
  const values = headers.filter(([name]) => trimBlanks(name).toLowerCase() === lowerCaseName).map(([, value]) => trimBlanks(value));
  return values.length === 0 ? null : values.join(', ');
}

/** The text without the white space of HTTP around it (RFC 9110, section 5.6.3): `trim` would take a latin-1 no-break space too. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
