const key = 'recent-commands';
const most = 8;

/** The ids of the commands that were done from the palette last, the latest first; kept for the next time. */
export function recentCommands(): readonly string[] {
  const kept = window.localStorage.getItem(key) ?? '';
  return kept.split('\n').filter((id) => id !== '');
}

export function rememberCommand(id: string): void {
  const recent = [id, ...recentCommands().filter((other) => other !== id)].slice(0, most);
  window.localStorage.setItem(key, recent.join('\n'));
}
