/**
 * Why data cannot be read any further: it is in another coding, or in none (`foreign`: nothing was read of it), is in its coding up to
 * here only, ended early, unpacks to more than is read, or goes on after its end with what no reader of that coding looks at.
 */
export class UnreadableCoding extends Error {
  readonly reason: 'foreign' | 'broken' | 'cut-off' | 'too-large' | 'trailing';

  constructor(reason: UnreadableCoding['reason']) {
    super(`reading a content coding: ${reason}`);
    this.reason = reason;
  }
}
