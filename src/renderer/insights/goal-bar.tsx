import { goalShare } from './goal-share.ts';
import './goal-bar.css';

interface GoalBarProps {
  /** Of all tokens of prompts, from 0 to 1; null where it is not known. */
  readonly share: number | null;
  /** What may go with it. */
  readonly further?: number | null;
}

/** How much of all tokens could be spared, or would be, and a mark where the goal is: drawn alike in all parts. What it says is said in words beside it. */
export function GoalBar({ share, further = share }: GoalBarProps) {
  const [first, both] = [within(share), within(further)];
  return (
    <span className="goal-bar" data-reached={first >= goalShare || undefined} aria-hidden="true">
      <i className="goal-bar-further" style={{ width: `${both * 100}%` }} />
      <i className="goal-bar-share" style={{ width: `${first * 100}%` }} />
      <i className="goal-bar-mark" style={{ left: `${goalShare * 100}%` }} />
    </span>
  );
}

function within(share: number | null): number {
  return Math.min(1, Math.max(0, share ?? 0));
}
