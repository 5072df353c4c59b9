/** Milliseconds of something that was done several times. */
export interface Timed {
  readonly name: string;
  readonly samplesMs: readonly number[];
  /** What of each the processor worked for it, which other programs of the machine do not add to: in all processes for a launch, else on the window's main thread. */
  readonly processorMs: readonly number[];
  /** Why there are none, in a sentence; null where there are. */
  readonly missing: string | null;
}

/** The frames of something that moves, and what the main thread did for each of them. */
export interface Moved {
  readonly name: string;
  readonly framesMs: readonly number[];
  /** Milliseconds of the main thread, for each frame; other programs of the machine add to all but those of the processor. */
  readonly busyMs: { readonly all: number; readonly processor: number; readonly script: number; readonly style: number; readonly layout: number };
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
  /** The machine's, before each part. */
  readonly loads: Readonly<Record<string, number>>;
  readonly timed: readonly Timed[];
  readonly moved: readonly Moved[];
  readonly arrived: Arrived | null;
}

/** How long one took; null where it did not come to its end. */
export interface Sample {
  readonly ms: number | null;
  readonly processorMs: number;
}

export function timed(name: string, samples: readonly Sample[], whenMissing: string): Timed {
  const ended = samples.flatMap(({ ms, processorMs }) => (ms === null ? [] : [{ ms, processorMs }]));
  const lost = samples.length - ended.length;
  const missing = ended.length === 0 ? whenMissing : lost > 0 ? `${lost} of ${samples.length} did not end in time.` : null;
  return { name, samplesMs: ended.map(({ ms }) => ms), processorMs: ended.map(({ processorMs }) => processorMs), missing };
}
