/** A change with its sign: `+4,120`, `−380`, `0`. */
export function withSign(figure: number, format: (figure: number) => string): string {
  const size = format(Math.abs(figure));
  // Less than can be told apart has no direction worth a sign.
  if (figure === 0 || size.startsWith('<')) return size;
  return `${figure > 0 ? '+' : '−'}${size}`;
}
