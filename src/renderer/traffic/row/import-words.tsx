import { useSampleNumber } from '../../connect/use-sample.ts';

/** What tells an imported request from one that was captured here: that it was imported, or is of the sample session. */
export function ImportWords({ importNumber }: { readonly importNumber: number }) {
  return useSampleNumber() === importNumber ? 'sample' : 'imported';
}
