import { useSampleNumber } from './use-sample.ts';
import './connect.css';

/** Where there would be sums: that the sample session is in none of them. Nothing while it is not here. */
export function SampleNotCounted() {
  return useSampleNumber() === null ? null : <p className="sample-not-counted">The sample session is not counted.</p>;
}
