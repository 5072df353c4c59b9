import { maskUrl } from './credential-urls.ts';

const names =
  'access_?token|refresh_?token|id_?token|auth_?token|session_?token|raw_?key|api_?key|secret_?key|session_?key|client_?secret|client_?assertion|code_?verifier|authorization_?code|password';
/** What a string of JSON holds, and its end, or that of a body that was cut off within it. */
const restOfString = String.raw`([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?$)`;
/** Where bodies that hand out or take credentials hold them: OAuth's answers and requests, and those that make a key. */
const field = new RegExp(String.raw`"(?:${names})"\s{0,64}:\s{0,64}"${restOfString}`, 'gis');
/** A code is a credential where it is exchanged for a token (RFC 6749, section 4.1.3). */
const exchangedCode = new RegExp(String.raw`"code"\s{0,64}:\s{0,64}"${restOfString}`, 'is');
const form = /^[^\s"{}<>=]+=[^\s"{}<>]*$/;
/** The parts of a form that are sent one behind the other (RFC 7578, section 4.2). */
const part = new RegExp(String.raw`\bname="?(?:${names}|code)"?(?=[;\s])[^]{0,512}?\r\n\r\n([^]*?)(?:\r\n--|$)`, 'gi');

/** The credentials that a JSON or form-encoded body holds in fields named for them, as they are spelled there; of one that was cut off, as far as it goes. */
export function credentialsInFields(text: string): string[] {
  const trimmed = text.trim();
  if (form.test(trimmed)) return [...maskUrl(`?${trimmed}`).secrets];
  const found = [...text.matchAll(field), ...text.matchAll(part)].flatMap(([, value]) => (value === undefined || value === '' ? [] : [value]));
  const code = /"grant_?type"/i.test(text) ? exchangedCode.exec(text)?.[1] : undefined;
  return code === undefined ? found : [...found, code];
}
