import type { ReactNode } from 'react';
import type { SourceGroup } from '../../../../domain/attribution/source.ts';
import { Icon } from '../../../ui/icon.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { useReading } from './reading.ts';

interface FoldProps {
  /** Tells it from others of the request, also when it was out of sight meanwhile. */
  readonly foldKey: string;
  readonly name: ReactNode;
  /** What stands at the end of the line. */
  readonly aside?: ReactNode;
  /** The beginning of what is folded, dim. */
  readonly preview?: string;
  readonly group?: SourceGroup;
  readonly opensAtFirst?: boolean;
  readonly children: ReactNode;
}

const previewChars = 160;

/** A line that unfolds. */
export function Fold({ foldKey, name, aside, preview = '', group, opensAtFirst = false, children }: FoldProps) {
  const { isTurned, turn } = useReading();
  const isOpen = isTurned(foldKey) !== opensAtFirst;
  return (
    <div className="fold" data-group={group} data-open={isOpen}>
      <button type="button" className="fold-line" aria-expanded={isOpen} onClick={() => turn(foldKey)}>
        <Icon name={isOpen ? 'down' : 'right'} size={10} />
        {group !== undefined && <span className="talk-swatch" aria-hidden="true" />}
        <span className="fold-name">{name}</span>
        <span className="fold-preview dim">{isOpen ? '' : visibleText(preview.slice(0, previewChars).replaceAll(/\s+/g, ' ').trim())}</span>
        {aside !== undefined && <span className="fold-aside dim">{aside}</span>}
      </button>
      {isOpen && <div className="fold-inside">{children}</div>}
    </div>
  );
}
