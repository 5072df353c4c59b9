import type { SecretKeeper } from '../../settings/secret-keeper.ts';
import { maskText } from '../../../domain/masking/mask-text.ts';
import type { KeptChange, KeptText } from './kept-change.ts';
import type { SettingsChange } from './settings-change.ts';
import { valueOf } from '../settings-file/settings-text.ts';

type Sealing = { readonly sealed: true; readonly kept: Pick<KeptChange, 'edits' | 'values'> } | { readonly sealed: false; readonly why: string };

/** What is kept of a change: a text of the user's that holds a login is sealed, and where it cannot be, the change must not be made. */
export function sealChange({ edits, values }: SettingsChange, secrets: SecretKeeper): Sealing {
  const holds = [...edits.map(({ removed }) => removed), ...values.map(({ before }) => before ?? '')].some(holdsSecret);
  if (holds) {
    const why = secrets.whyNot();
    if (why !== null) return { sealed: false, why: `The proxy in Claude Code’s settings holds a login, which Whence would have to keep to put it back. ${why}` };
  }
  const keep = (text: string): KeptText => (holdsSecret(text) ? { sealed: secrets.seal(text) } : text);
  try {
    return {
      sealed: true,
      kept: {
        edits: edits.map((edit) => ({ ...edit, removed: keep(edit.removed) })),
        values: values.map((value) => ({ ...value, before: value.before === null ? null : keep(value.before) })),
      },
    };
  } catch {
    // Its message is the system's, and could quote what was to be sealed.
    return { sealed: false, why: 'The system did not seal the login of the proxy in Claude Code’s settings, so that nothing was changed. Is its keyring unlocked?' };
  }
}

/** The change with what was sealed in it; null where the system's keyring does not open it. */
export function openChange({ edits, values, ...change }: KeptChange, secrets: SecretKeeper): SettingsChange | null {
  let isOpen = true;
  const open = (kept: KeptText): string => {
    if (typeof kept === 'string') return kept;
    const text = secrets.open(kept.sealed);
    if (text === null) isOpen = false;
    return text ?? '';
  };
  const opened = {
    ...change,
    edits: edits.map((edit) => ({ ...edit, removed: open(edit.removed) })),
    values: values.map((value) => ({ ...value, before: value.before === null ? null : open(value.before) })),
  };
  return isOpen ? opened : null;
}

/** Of a JSON literal, in which any sign may be written as an escape, or of a text. */
function holdsSecret(written: string): boolean {
  const value = valueOf(written);
  const text = typeof value === 'string' ? `${written}\n${value}` : written;
  return text.includes('@') || maskText(Buffer.from(text, 'utf8').toString('latin1')).secrets.length > 0;
}
