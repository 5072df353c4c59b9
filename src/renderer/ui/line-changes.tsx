import { visibleText } from './visible-text.tsx';
import './line-changes.css';

export interface LineChange {
  /** `gap`: lines that stay are left out here. */
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  readonly text: string;
}

/** What would change in a small file, line by line: what goes with a minus, what comes with a plus. */
export function LineChanges({ label, lines }: { readonly label: string; readonly lines: readonly LineChange[] }) {
  return (
    <div className="line-changes" role="group" aria-label={label}>
      {lines.map(({ kind, text }, index) => (
        // The lines of one difference keep their order: the index is their name.
        <div key={index} className={`line-change line-change-${kind}`}>
          <span className="line-change-sign" aria-hidden="true">
            {signs[kind]}
          </span>
          {kind === 'gap' ? (
            <span className="for-screen-readers">Lines that stay as they are.</span>
          ) : (
            <code>
              {kind !== 'same' && <span className="for-screen-readers">{kind === 'added' ? 'Added: ' : 'Removed: '}</span>}
              {visibleText(text)}
            </code>
          )}
        </div>
      ))}
    </div>
  );
}

const signs = { same: '', removed: '−', added: '+', gap: '⋯' } as const;
