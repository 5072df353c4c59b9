/** A text of a file as heads are kept, latin-1, one character an octet: what is beyond that in UTF-8. No line ends in it. */
export function octetsAsText(text: string): string {
  const oneLine = text.replaceAll('\n', ' ');
  return /[\u0100-\uffff]/.test(oneLine) ? Buffer.from(oneLine, 'utf8').toString('latin1') : oneLine;
}
