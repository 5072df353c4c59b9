import type { ContextView } from '../../../../contract/context-view.ts';
import { formatCount } from '../../../format/quantities.ts';

type Estimate = Pick<ContextView, 'estimateBasis' | 'estimatedTokens'>;

/** What the tokens of a prompt rest on, in a word or two. */
export function estimateWords({ estimateBasis }: Estimate): string {
  return { billed: 'as billed', learnt: 'estimated, with what was learnt', tokenizer: 'estimated' }[estimateBasis];
}

/** The same as sentences. */
export function estimateSentence({ estimateBasis, estimatedTokens }: Estimate): string {
  switch (estimateBasis) {
    case 'billed':
      return `The prompt as a whole is as billed. Its sources are estimates that sum to it${
        estimatedTokens === null ? '' : `; before the bill they came to ${formatCount(estimatedTokens)}`
      }.`;
    case 'learnt':
      return 'The response states no usage. Estimated with what earlier counts and bills told of this model.';
    case 'tokenizer':
      return 'The response states no usage. Estimated by the tokenizer alone: nothing has been learnt of this model yet.';
  }
}
