/** The field of a CONNECT by which the app's own test of the connection is known, in lower case. */
export const selfTestField = 'whence-self-test';

/** How the answer begins where the proxy has none but our own failure to report. */
export const noCertificate = 'No certificate could be made';

/** What a self-test goes by, made anew for each run: what its client says, and what it has to hear, which that client is not told. */
export interface SelfTestWords {
  readonly said: string;
  /** Plain ASCII. */
  readonly answer: string;
}
