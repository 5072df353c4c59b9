import { Icon, type IconName } from '../../ui/icon.tsx';
import type { RowMood } from '../../format/row-facts.ts';

const icons: Partial<Record<RowMood, IconName>> = {
  refused: 'warning',
  'cut-off': 'broken',
  failed: 'close',
  'part-seen': 'unseen',
  unseen: 'unseen',
};

/** The sign of how a row ended, where that wants one. The words beside it say the same. */
export function MoodIcon({ mood }: { readonly mood: RowMood }) {
  const name = icons[mood];
  return name === undefined ? null : <Icon name={name} size={12} />;
}
