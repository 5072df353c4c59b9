/**
 * The arguments of an entry's Exec line, read as the Desktop Entry Specification says: first the escapes of a string, then the quoting, then the field
 * codes, of which only the literal percent sign may stand there.
 */
export function execOf(entry: string): readonly string[] {
  const line = entry.split('\n').find((one) => one.startsWith('Exec='));
  if (line === undefined) throw new Error('The entry has no Exec line.');
  const string = line.slice('Exec='.length).replaceAll(/\\(.)/g, (_escape, letter: string) => ({ s: ' ', n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
  const read: string[] = [];
  for (let at = 0; at < string.length; ) {
    if (string[at] === ' ') {
      at += 1;
      continue;
    }
    const word = string[at] === '"' ? /^"((?:[^"`$\\]|\\["`$\\])*)"(?= |$)/s.exec(string.slice(at)) : /^([^ \t\n"'\\><~|&;$*?#()`]+)(?= |$)/.exec(string.slice(at));
    if (word === null) throw new Error(`What stands at ${at} cannot be read: ${string.slice(at)}`);
    const [whole = '', inner = ''] = word;
    const plain = whole.startsWith('"') ? inner.replaceAll(/\\(.)/gs, '$1') : inner;
    if (/%(?!%)/.test(plain.replaceAll('%%', ''))) throw new Error(`There is a field code in ${plain}`);
    read.push(plain.replaceAll('%%', '%'));
    at += whole.length;
  }
  return read;
}
