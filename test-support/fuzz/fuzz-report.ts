/** What a run of one kind found. */
export interface FuzzReport {
  readonly runs: number;
  readonly failures: readonly FuzzFailure[];
  /** What was counted on the way, to show that the run met what it was after. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface FuzzFailure {
  /** What makes this one run again. */
  readonly seed: number;
  readonly problem: string;
}

export interface FuzzPlan {
  readonly seed: number;
  readonly runs: number;
}

/** More are not told one by one. */
export const failuresTold = 20;
