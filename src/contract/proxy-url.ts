/**
 * Why a text is not the address of a proxy that Whence can go through, in a sentence; null when it is one: `http://` or `https://`, a
 * host, perhaps a port, and nothing else. Credentials in it are refused, since it is stored and shown.
 */
export function proxyUrlProblem(url: string): string | null {
  if (url.includes('@')) return 'User name and password have fields of their own.';
  if (/^(?!https?:)[a-z][a-z\d+.-]*:\/\//i.test(url)) return 'Whence goes through http:// and https:// proxies, and no others.';
  const written = /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?\/?$/i.exec(url);
  const port = Number(written?.[1] ?? 80);
  return written !== null && port > 0 && port <= 65535 ? null : 'An address looks like http://proxy.example.com:3128.';
}
