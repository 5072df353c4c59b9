import type { StatusView } from './status-view.ts';

/** Something that wants the user's attention for as long as it lasts. */
export interface Attention {
  readonly kind: 'recording' | 'difference' | 'distrusting' | 'running-past' | 'standby' | 'settings';
  /** What happened, and what it means: a sentence or two. */
  readonly text: string;
  /** Whether it is about more than one client. */
  readonly several: boolean;
}

/** What of the proxy's state wants attention; nothing when all is well. */
export function attentionOf({ recordingTrouble, accounts, distrusting, runningPast, standby }: StatusView): readonly Attention[] {
  const found: Attention[] = [];
  if (recordingTrouble !== null) found.push({ kind: 'recording', text: recordingTrouble, several: false });
  if (accounts.difference !== null) found.push({ kind: 'difference', text: `Not everything that passed is accounted for. ${accounts.difference}`, several: false });
  if (distrusting.length > 0) {
    const names = distrusting.map(({ pid, name }) => (pid === null ? `a client of ${name}` : `${name} (process ${pid})`));
    const one = names.length === 1;
    found.push({
      kind: 'distrusting',
      several: !one,
      text: `${sentence(names)} ${one ? 'does' : 'do'} not trust the certificate: ${one ? 'its' : 'their'} connections pass through unseen.`,
    });
  }
  for (const { pid, reason } of runningPast) found.push({ kind: 'running-past', text: `Claude Code (process ${pid}) runs past Whence. ${reason}`, several: false });
  if (standby.state === 'failed') found.push({ kind: 'standby', text: `There is no standby. ${standby.message}`, several: false });
  return found;
}

/** That something in the settings file could not be used; null when all of it was. */
export function attentionOfSettings(problems: readonly string[]): Attention | null {
  const [first, ...others] = problems;
  if (first === undefined) return null;
  return { kind: 'settings', text: others.length === 0 ? first : `${first} And ${others.length} more.`, several: others.length > 0 };
}

/** `A, b and c`. */
function sentence(names: readonly string[]): string {
  const list = names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return list.charAt(0).toUpperCase() + list.slice(1);
}
