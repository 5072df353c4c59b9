import { formatShare } from '../../format/quantities.ts';
import { GoalBar } from '../goal-bar.tsx';
import { goalShare } from '../goal-share.ts';

interface GoneBarProps {
  /** Of the tokens, from 0 to 1: what is gone by itself, and with what its use brought. Null where there are none. */
  readonly own: number | null;
  readonly all: number | null;
}

/** How much of all tokens would be gone, against the goal. */
export function GoneBar({ own, all }: GoneBarProps) {
  const [first, both] = [Math.max(0, own ?? 0), Math.max(0, all ?? 0)];
  const isReached = first >= goalShare;
  const words = first === 0 && both === 0 ? 'Nothing is switched off' : `${formatShare(first)} fewer tokens${both > first ? `, ${formatShare(both)} with what its use brought` : ''}`;
  return (
    <div className="what-if-goal">
      <span className="what-if-goal-words">
        <b>{words}</b>
        <span className={isReached ? 'what-if-reached' : 'dim'}>{isReached ? `The goal of ${formatShare(goalShare)} is reached` : `The goal is ${formatShare(goalShare)}`}</span>
      </span>
      <GoalBar share={own} further={all} />
    </div>
  );
}
