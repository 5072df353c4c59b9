import { fuzzCapture } from './fuzz-capture.ts';
import { fuzzListener } from './fuzz-listener.ts';
import { fuzzMasking } from './fuzz-masking.ts';
import { fuzzRecorder } from './fuzz-recorder.ts';
import { fuzzProxy, fuzzRelay } from './fuzz-relay.ts';
import type { FuzzPlan, FuzzReport } from './fuzz-report.ts';

interface FuzzKind {
  readonly name: string;
  readonly run: (plan: FuzzPlan) => FuzzReport | Promise<FuzzReport>;
  /** Which part of the runs asked for it takes: one in so many. */
  readonly oneIn: number;
}

/** Everything that is fed with mutated streams. */
export const fuzzKinds: readonly FuzzKind[] = [
  { name: 'relay between sockets', run: fuzzRelay, oneIn: 1 },
  { name: 'proxy, TLS on both sides', run: fuzzProxy, oneIn: 20 },
  { name: "heads at the proxy's port", run: fuzzListener, oneIn: 10 },
  { name: 'capture, whole and in fragments', run: fuzzCapture, oneIn: 1 },
  { name: 'recorder, whole and in fragments', run: fuzzRecorder, oneIn: 2 },
  { name: 'masking, whole and in fragments', run: fuzzMasking, oneIn: 1 },
];

export { measureCaptureCosts } from './capture-cost.ts';
