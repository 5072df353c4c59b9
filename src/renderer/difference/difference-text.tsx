import { useMemo, useState, type ReactNode } from 'react';
import type { DifferenceView } from '../../contract/comparison-view.ts';
import { formatCount, formatCounted } from '../format/quantities.ts';
import { Button } from '../ui/button.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { differenceLines, foldSame, type DifferenceLine } from './difference-lines.ts';
import './difference-text.css';

export type DifferenceLook = 'unified' | 'split';

interface DifferenceTextProps {
  readonly parts: DifferenceView['parts'];
  readonly look: DifferenceLook;
}

// Elements for more lines than these would make the window slow; the rest comes on demand.
const firstLines = 400;

/** A difference, line by line: what is gone with a minus, what is new with a plus, the words that differ marked, unchanged runs folded. */
export function DifferenceText({ parts, look }: DifferenceTextProps) {
  const blocks = useMemo(() => foldSame(differenceLines(parts)), [parts]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [most, setMost] = useState(firstLines);
  const shown: ReactNode[] = [];
  let lines = 0;
  let left = 0;
  blocks.forEach((block, index) => {
    const isFolded = block.kind === 'folded' && !unfolded.has(index);
    const room = isFolded ? 1 : Math.max(0, most - lines);
    left += isFolded ? 0 : Math.max(0, block.lines.length - room);
    if (lines >= most) return;
    lines += isFolded ? 1 : block.lines.length;
    shown.push(
      isFolded ? (
        <button key={index} type="button" className="difference-folded" onClick={() => setUnfolded(new Set([...unfolded, index]))}>
          Show {formatCounted(block.lines.length, 'unchanged line')}
        </button>
      ) : look === 'unified' ? (
        block.lines.slice(0, room).map((line, at) => <Line key={`${index} ${at}`} line={line} />)
      ) : (
        sideBySide(block.lines.slice(0, room)).map(([before, after], at) => (
          <div key={`${index} ${at}`} className="difference-pair">
            {before === null ? <div className="difference-line difference-nothing" /> : <Line line={before} />}
            {after === null ? <div className="difference-line difference-nothing" /> : <Line line={after} />}
          </div>
        ))
      ),
    );
  });
  return (
    <div className={`difference difference-${look} readable`}>
      {shown}
      {left > 0 && (
        <Button onPress={() => setMost(most * 8)}>
          Show more ({formatCount(left)} lines left)
        </Button>
      )}
    </div>
  );
}

/** Lines of both sides that stand beside each other: removed ones beside those added in their place. */
function sideBySide(lines: readonly DifferenceLine[]): readonly (readonly [DifferenceLine | null, DifferenceLine | null])[] {
  const pairs: [DifferenceLine | null, DifferenceLine | null][] = [];
  let waiting = 0;
  for (const line of lines) {
    if (line.kind === 'same') {
      pairs.push([line, line]);
      waiting = pairs.length;
    } else if (line.kind === 'removed') {
      // Removed lines come first: another run of them begins behind what was added.
      if (pairs.at(-1)?.[1]?.kind === 'added') waiting = pairs.length;
      pairs.push([line, null]);
    } else {
      const pair = pairs[waiting];
      if (pair === undefined) pairs.push([null, line]);
      else pair[1] = line;
      waiting += 1;
    }
  }
  return pairs;
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

function Line({ line }: { readonly line: DifferenceLine }) {
  const Tag = line.kind === 'added' ? 'ins' : line.kind === 'removed' ? 'del' : 'span';
  return (
    <div className={`difference-line difference-${line.kind}`}>
      <span className="difference-number" aria-hidden="true">
        {line.kind === 'removed' ? line.before : line.after}
      </span>
      <span className="difference-sign" aria-hidden="true">
        {signs[line.kind]}
      </span>
      <Tag>
        {line.pieces.map((piece, index) =>
          // The pieces of one line keep their order: the index is their name.
          piece.isMarked ? (
            <mark key={index} className="difference-mark">
              {visibleText(piece.text)}
            </mark>
          ) : (
            <span key={index}>{visibleText(piece.text)}</span>
          ),
        )}
      </Tag>
    </div>
  );
}
