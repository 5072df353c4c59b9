import { maskUrl } from './credential-urls.ts';

/** Where bodies that hand out or take credentials hold them: OAuth's answers and requests, and those that make a key. */
const field =
  /"(?:access_?token|refresh_?token|id_?token|auth_?token|session_?token|raw_?key|api_?key|secret_?key|session_?key|client_?secret|client_?assertion|code_?verifier|authorization_?code|password)"\s{0,64}:\s{0,64}"((?:[^"\\]|\\.){1,8192})"/gis;
/** A code is a credential where it is exchanged for a token (RFC 6749, section 4.1.3). */
const exchangedCode = /"code"\s{0,64}:\s{0,64}"((?:[^"\\]|\\.){1,8192})"/is;
const form = /^[^\s"{}<>=]+=[^\s"{}<>]*$/;

/** The credentials that a JSON or form-encoded body holds in fields named for them, as they are spelled there. */
export function credentialsInFields(text: string): string[] {
  const trimmed = text.trim();
  if (form.test(trimmed)) return [...maskUrl(`?${trimmed}`).secrets];
  const found = [...text.matchAll(field)].flatMap(([, value]) => (value === undefined ? [] : [value]));
  const code = /"grant_?type"/i.test(text) ? exchangedCode.exec(text)?.[1] : undefined;
  return code === undefined ? found : [...found, code];
}
