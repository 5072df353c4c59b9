import { useState } from 'react';
import type { ExchangeDetail } from '../../../../contract/exchange-view.ts';
import type { RequestComparison } from '../../../../domain/comparison/compare-requests.ts';
import { useContextOf } from '../../../bridge/use-context.ts';
import { Empty, Failed, Loading } from '../../../ui/list-state.tsx';
import { Split } from '../../../ui/split.tsx';
import { ComparedFigures } from './compared-figures.tsx';
import { ComparedHeaders } from './compared-headers.tsx';
import { ComparedParameters } from './compared-parameters.tsx';
import { ComparedSources } from './compared-sources.tsx';
import { growthWords, partsWords } from './comparison-words.ts';
import { SourceDifference } from './source-difference.tsx';
import { sourceChanges } from './source-changes.ts';

interface ComparisonProps {
  readonly before: ExchangeDetail;
  readonly after: ExchangeDetail;
  readonly comparison: RequestComparison;
}

/** All that two requests differ in: their sources, figures, parameters and headers; beside it the texts of the source chosen. */
export function Comparison({ before, after, comparison }: ComparisonProps) {
  const contextBefore = useContextOf(before.row.id);
  const contextAfter = useContextOf(after.row.id);
  const [chosen, setChosen] = useState<string | null>(null);
  if (contextBefore.isPending || contextAfter.isPending) return <Loading what="the sources" />;
  const failed = contextBefore.error ?? contextAfter.error;
  if (failed !== null) return <Failed what="the sources" why={failed.message} onRetry={() => void Promise.all([contextBefore.refetch(), contextAfter.refetch()])} />;
  const [segmentsBefore, segmentsAfter] = [contextBefore.data?.segments ?? [], contextAfter.data?.segments ?? []];
  const changes = sourceChanges(comparison, segmentsBefore, segmentsAfter);
  const change = changes.find(({ key }) => key === chosen) ?? changes[0];
  const isEstimated = (contextBefore.data?.tokensEstimated ?? true) || (contextAfter.data?.tokensEstimated ?? true);
  const list = (
    <section className="compare-parts" aria-label="What differs" tabIndex={0}>
      <ComparedSources
        changes={changes}
        growth={growthWords(comparison, isEstimated)}
        parts={partsWords(comparison, segmentsBefore, segmentsAfter, isEstimated)}
        isEstimated={isEstimated}
        isSameModel={before.row.model === after.row.model}
        billing={after.row.billing}
        chosen={change?.key ?? null}
        onChoose={setChosen}
      />
      <ComparedFigures before={before.row} after={after.row} />
      <ComparedParameters comparison={comparison} before={{ id: before.row.id, segments: segmentsBefore }} after={{ id: after.row.id, segments: segmentsAfter }} />
      <ComparedHeaders before={before.requestHeaders} after={after.requestHeaders} />
    </section>
  );
  const texts =
    change === undefined ? (
      <Empty title="The prompts are equal">
        <p>Every part of one stands in the other as it is.</p>
      </Empty>
    ) : (
      <SourceDifference
        key={change.key}
        change={change}
        before={{ id: before.row.id, segments: segmentsBefore }}
        after={{ id: after.row.id, segments: segmentsAfter }}
      />
    );
  return <Split name="comparison" line="vertical" firstShare={0.5} smallest={[280, 260]} first={list} second={texts} />;
}
