interface HiddenRun {
  /** The text between the run before and this one. */
  readonly before: string;
  readonly hidden: string;
  /** What the mark says: `U+202E`, `ESC`, `U+200B ×12`. */
  readonly name: string;
}

// Unicode's classes: control, format (direction, zero width, tags), line and paragraph separators; and the variation selectors
// that nothing but hidden messages uses. Line ends, tabs and the joiner within an emoji are what they look like.
export const hiddenRunPattern =
  /(?:(?!\t|\r?\n|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{E0100}-\u{E01EF}])+/gu;
const shortNames: Readonly<Record<number, string>> = { 0: 'NUL', 7: 'BEL', 8: 'BS', 13: 'CR', 27: 'ESC', 127: 'DEL' };
const mostNamed = 8;

/** The runs of characters in a text that are not seen and yet do something, each with the text before it. */
export function hiddenRuns(text: string): readonly HiddenRun[] {
  let end = 0;
  return Array.from(text.matchAll(hiddenRunPattern), ({ 0: hidden, index }) => {
    const before = text.slice(end, index);
    end = index + hidden.length;
    return { before, hidden, name: runName(hidden) };
  });
}

function runName(hidden: string): string {
  const characters = [...hidden];
  const [first = ''] = characters;
  if (characters.length > 1 && characters.every((character) => character === first)) return `${name(first)} ×${characters.length}`;
  const rest = characters.length - mostNamed;
  return characters.slice(0, mostNamed).map(name).join(' ') + (rest > 0 ? ` and ${rest} more` : '');
}

function name(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return shortNames[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
