import type { ExchangeRow } from '../../../contract/exchange-view.ts';
import { formatCounted } from '../../format/quantities.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import './choice-bar.css';

interface ChoiceBarProps {
  readonly rows: readonly ExchangeRow[];
  readonly onExport: () => void;
  readonly onCompare: () => void;
  readonly onDelete: () => void;
  readonly onRate: (stars: number | null) => void;
  readonly onClear: () => void;
}

// What the call takes at once.
export const mostDeleted = 5000;

/** What can be done with the requests that are chosen. */
export function ChoiceBar({ rows, onExport, onCompare, onDelete, onRate, onClear }: ChoiceBarProps) {
  const areTooMany = rows.length > mostDeleted;
  return (
    <div className="choice-bar" role="group" aria-label="Chosen requests">
      <span role="status">{formatCounted(rows.length, 'request')} chosen</span>
      <Button look="quiet" onPress={onExport}>
        Export…
      </Button>
      <Button look="quiet" disabled={rows.length !== 2} hint={rows.length === 2 ? 'What the later one has and the earlier has not' : 'Choose two requests to compare them'} onPress={onCompare}>
        Compare
      </Button>
      <Menu
        label="Rate"
        face="Rate"
        disabled={areTooMany}
        groups={[
          {
            name: null,
            entries: [
              ...[5, 4, 3, 2, 1].map((stars) => ({ key: String(stars), name: `${'★'.repeat(stars)} ${formatCounted(stars, 'star')}`, keys: [String(stars)], run: () => onRate(stars) })),
              { key: 'none', name: 'No stars', keys: ['0'], run: () => onRate(null) },
            ],
          },
        ]}
      />
      <Button look="quiet" disabled={areTooMany} hint={areTooMany ? 'Up to 5,000 at once' : ''} onPress={onDelete}>
        Delete…
      </Button>
      <Button look="quiet" label="Choose none" hint="Choose none (Esc)" onPress={onClear}>
        <Icon name="close" size={12} />
      </Button>
    </div>
  );
}
