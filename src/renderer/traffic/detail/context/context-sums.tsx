import type { ReactNode } from 'react';
import type { ContextView } from '../../../../contract/context-view.ts';
import { formatTokens } from '../../../format/quantities.ts';
import { CostFigure } from '../../row/cost-figure.tsx';
import { CacheStates } from './cache-states.tsx';
import { estimateSentence, estimateWords } from './estimate-words.ts';
import { outputKinds } from './output-kinds.ts';
import './context-sums.css';

/** What the request comes to: prompt and output with their parts, and costs that sum to the last line. */
export function ContextSums({ context }: { readonly context: ContextView }) {
  const { costs, output, billing } = context;
  return (
    <table className="sums" aria-label="Sums">
      <tbody>
        <Sum name="Prompt" tokens={formatTokens(context.totalTokens, context.tokensEstimated)} cost={costs.promptMicroUsd} billing={billing}>
          {context.tokensByState !== null && <CacheStates tokens={context.tokensByState} />}
        </Sum>
        <Sum name="Output" tokens={formatTokens(output?.tokens ?? null, output?.tokensEstimated ?? false)} cost={costs.outputMicroUsd} billing={billing}>
          {output !== null &&
            outputKinds(output).map(({ name, tokens, tools }) => (
              <SumPart key={name} hint={tools}>
                {formatTokens(tokens, output.tokensEstimated)} {name}
              </SumPart>
            ))}
        </Sum>
        {costs.webSearchMicroUsd !== null && costs.webSearchMicroUsd !== 0 && (
          <Sum name="Searches" tokens="" cost={costs.webSearchMicroUsd} billing={billing}>
            <SumPart>the API searched the web</SumPart>
          </Sum>
        )}
        {costs.unattributedMicroUsd !== null && costs.unattributedMicroUsd !== 0 && (
          <Sum name="Rest" tokens="" cost={costs.unattributedMicroUsd} billing={billing}>
            <SumPart>{context.isOutdated ? 'analysed by older rules; shared out when it is analysed again' : 'could not be shared out'}</SumPart>
          </Sum>
        )}
        <Sum name="Total" tokens="" cost={costs.totalMicroUsd} billing={billing} isTotal>
          <SumPart hint={`${estimateSentence(context)} Told apart by version ${context.ruleVersion} of the rules.`}>{estimateWords(context)}</SumPart>
          {context.isOutdated && <SumPart hint={`By version ${context.ruleVersion} of the rules. It keeps these figures until then.`}>told apart by older rules: it will be analysed again</SumPart>}
        </Sum>
      </tbody>
    </table>
  );
}

interface SumProps {
  readonly name: string;
  readonly tokens: string;
  readonly cost: number | null;
  readonly billing: ContextView['billing'];
  readonly isTotal?: boolean;
  readonly children: ReactNode;
}

function Sum({ name, tokens, cost, billing, isTotal = false, children }: SumProps) {
  return (
    <tr className={isTotal ? 'sums-total' : undefined}>
      <th scope="row">{name}</th>
      <td className="figure">{tokens}</td>
      <td className="sums-parts dim">{children}</td>
      <td className="figure sums-cost">
        <CostFigure microUsd={cost} billing={billing} exact />
      </td>
    </tr>
  );
}

function SumPart({ hint = null, children }: { readonly hint?: string | null; readonly children: ReactNode }) {
  return (
    <span className="sums-part" title={hint ?? undefined}>
      {children}
    </span>
  );
}
