import { formatShare } from '../../format/quantities.ts';

interface GoalBarProps {
  /** From 0 to 1; null where it is not known. */
  readonly share: number | null;
  readonly goal: number;
}

/** A share against a goal: how far it comes, a mark where the goal is, and in words whether it is reached. */
export function GoalBar({ share, goal }: GoalBarProps) {
  const isReached = share !== null && share >= goal;
  // The goal stands in the middle until more is reached.
  const whole = Math.max(2 * goal, share ?? 0);
  return (
    <span className="goal">
      <svg className="goal-bar" width={96} height={8} aria-hidden="true">
        <rect className="goal-track" y={1} width={96} height={6} rx={3} />
        {share !== null && share > 0 && <rect className={isReached ? 'goal-share goal-reached' : 'goal-share'} y={1} width={Math.max(2, (share / whole) * 96)} height={6} rx={3} />}
        <rect className="goal-mark" x={(goal / whole) * 96 - 1} width={2} height={8} />
      </svg>
      {isReached ? `enough for the goal of ${formatShare(goal)}` : `the goal is ${formatShare(goal)}`}
    </span>
  );
}
