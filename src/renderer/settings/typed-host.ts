/** The host of what was typed or pasted: a name, or a whole address as `https://gateway.example.com/v1`. */
export function typedHost(typed: string): string {
  const text = typed.trim().toLowerCase();
  return text
    .replace(/^[a-z][a-z\d+.-]*:\/\//, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
}
