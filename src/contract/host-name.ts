/**
 * Whether `text` is the name of one host, in lower case: labels of letters, digits and dashes (RFC 1123, 2.1), no dot at the
 * end, no wildcard. An empty name is none: as a name constraint it would permit every host there is (RFC 5280, 4.2.1.10).
 */
export function isHostName(text: string): boolean {
  return /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(text);
}
