/** Why a connection has no request to show, in a clause for one line. The whole sentence is the error's own. */
const reasons: ReadonlyMap<string, string> = new Map(Object.entries({
  'client-distrusts': 'this client does not trust the certificate',
  'upstream-unverified': 'the server’s certificate could not be verified',
  'client-certificate-wanted': 'the server wants a certificate of its clients',
  'certificate-failed': 'no certificate could be made for it',
  'recorder-behind': 'recording could not keep up',
  'capture-off': 'capture was off',
  'app-away': 'Whence was not running',
  'app-stopped': 'Whence stopped',
  'connection-refused': 'the server refused the connection',
  'dns-error': 'the name could not be resolved',
  'connection-timeout': 'the server did not answer in time',
  'connect-failed': 'no connection could be made',
  'client-not-http': 'what was sent is not HTTP/1.1',
  'upstream-not-http': 'what came back is not HTTP/1.1',
  'client-closed': 'the client left before it asked for anything',
  'client-reset': 'the client left before it asked for anything',
  'upstream-closed': 'the server left before anything was asked',
  'upstream-reset': 'the server left before anything was asked',
}));

/** The clause for a code; null for one that says nothing to a reader. */
export function connectionReason(code: string | undefined): string | null {
  return code === undefined ? null : (reasons.get(code) ?? null);
}
