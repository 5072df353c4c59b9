interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a press is the shortcut written as `Mod+Shift+K`. Signs that need Shift, as `?`, are written alone. */
export function isShortcut(shortcut: string, press: Press, isMac: boolean): boolean {
  const { key, mod, shift, alt } = readShortcut(shortcut);
  const pressedMod = isMac ? press.metaKey : press.ctrlKey;
  const otherMod = isMac ? press.ctrlKey : press.metaKey;
  if (pressedMod !== mod || otherMod || press.altKey !== alt) return false;
  if (isLetterOrName(key)) return press.key.toLowerCase() === key.toLowerCase() && press.shiftKey === shift;
  return press.key === key;
}

/** The keys of a shortcut as they stand on this machine's keyboard, one by one. */
export function keyNames(shortcut: string, isMac: boolean): readonly string[] {
  const { key, mod, shift, alt } = readShortcut(shortcut);
  return [
    ...(mod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(alt ? [isMac ? '⌥' : 'Alt'] : []),
    ...(shift ? ['Shift'] : []),
    namesOnKeys[key] ?? (key.length === 1 && mod ? key.toUpperCase() : key),
  ];
}

const namesOnKeys: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', ' ': 'Space' };

function readShortcut(shortcut: string) {
  const parts = shortcut.split('+');
  // `+` itself would leave two empty parts.
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return { key, mod: has('Mod'), shift: has('Shift'), alt: has('Alt') };
}

function isLetterOrName(key: string): boolean {
  return key.length > 1 || /[a-z]/i.test(key);
}
