/** Milliseconds of something that was done several times. */
export interface Timed {
  readonly name: string;
  readonly samplesMs: readonly number[];
  /** Why there are none, in a sentence; null where there are. */
  readonly missing: string | null;
}

/** The frames of something that moves, and what the main thread did for each of them. */
export interface Moved {
  readonly name: string;
  readonly framesMs: readonly number[];
  /** Milliseconds of the main thread, for each frame. */
  readonly busyMs: { readonly all: number; readonly script: number; readonly style: number; readonly layout: number };
  readonly remark: string | null;
}

/** Megabytes. */
export interface Memory {
  readonly heap: number;
  readonly renderer: number;
  readonly main: number;
  readonly graphics: number;
}

export interface Arrived {
  readonly requests: number;
  readonly seconds: number;
  readonly before: Memory;
  readonly after: Memory;
  /** Rows that the window says there are, at the end. */
  readonly rows: number;
  readonly framesMs: readonly number[];
}

export interface WindowFigures {
  /** What draws the window: a real graphics processor, or the main processor in its place. */
  readonly graphics: { readonly isSoftware: boolean; readonly compositing: string };
  readonly timed: readonly Timed[];
  readonly moved: readonly Moved[];
  readonly arrived: Arrived | null;
}

export function timed(name: string, samplesMs: readonly (number | null)[], whenMissing: string): Timed {
  const known = samplesMs.filter((sample) => sample !== null);
  const lost = samplesMs.length - known.length;
  return { name, samplesMs: known, missing: lost === 0 && known.length > 0 ? null : lost < samplesMs.length ? `${lost} of ${samplesMs.length} did not end in time.` : whenMissing };
}
