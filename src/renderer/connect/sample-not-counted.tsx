import { Notice } from '../ui/notice.tsx';
import { useSampleNumber } from './use-sample.ts';

/** Where sums stand: that the sample session is in none of them. Nothing while it is not here. */
export function SampleNotCounted() {
  return useSampleNumber() === null ? null : <Notice tone="good">The sample session is not counted here. What you capture is.</Notice>;
}
