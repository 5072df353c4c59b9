import { memo } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { ColumnChoice } from './column-choice.ts';
import type { ColumnId } from './column-facts.ts';
import { tableMenu } from './column-menus.ts';

interface ColumnsButtonProps {
  readonly choice: ColumnChoice;
  readonly visible: readonly ColumnId[];
  readonly change: (change: Partial<ColumnChoice>) => void;
  readonly left: number;
}

/** At the right end of the head: which columns are shown, and whether rows fold. */
export const ColumnsButton = memo(DrawnButton);

function DrawnButton({ choice, visible, change, left }: ColumnsButtonProps) {
  return (
    <div className="timeline-columns" style={{ left }}>
      <Menu label="Columns" face={<Icon name="columns" size={12} />} hint="Columns and folding" groups={tableMenu(choice, visible, change)} />
    </div>
  );
}
