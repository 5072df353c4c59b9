/** A change with its sign: `+4,120`, `−380`, `0`. */
export function withSign(figure: number, format: (figure: number) => string): string {
  if (figure === 0) return format(0);
  return `${figure > 0 ? '+' : '−'}${format(Math.abs(figure))}`;
}
