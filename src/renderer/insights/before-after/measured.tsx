import { useMemo } from 'react';
import type { BeforeAfterView } from '../../../contract/before-after-view.ts';
import type { Distribution } from '../../../domain/insight/distribution.ts';
import { copyText } from '../../bridge/use-call.ts';
import { SpreadStrips, type SpreadStrip } from '../../ui/charts/spread-strips.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { csvOf } from '../../saving/table-text.ts';
import { useKeptChoice } from '../../ui/use-kept-choice.ts';
import { csvColumns, measureKey, measureNames, figureOf, verdictWords } from './measure-words.ts';

const choices = [
  { value: 'turn-tokens', name: measureNames['turn-tokens'] },
  { value: 'turn-cost', name: measureNames['turn-cost'] },
  { value: 'request-tokens', name: measureNames['request-tokens'] },
  { value: 'request-cost', name: measureNames['request-cost'] },
] as const;

/** One measure on either side: what can be said of the difference, the spread of both, and the figures. */
export function Measured({ view }: { readonly view: BeforeAfterView }) {
  const [key, setKey] = useKeptChoice('before-after-measure', choices.map(({ value }) => value), 'turn-tokens');
  const measure = view.measures.find((one) => measureKey(one) === key);
  const strips = useMemo(() => (measure === undefined ? [] : [stripOf('Before', 'var(--dim)', measure.before), stripOf('After', 'var(--series-2)', measure.after)].filter((strip) => strip !== null)), [measure]);
  if (measure === undefined) return null;
  const format = figureOf(measure);
  return (
    <div className="measured">
      <div className="measured-head">
        <Segmented label="What is compared" value={key} choices={choices} onChange={setKey} />
        <CopyButton what="before and after (CSV)" onCopy={() => copyText(csvOf(csvColumns, view.measures))} />
      </div>
      <p className="measured-verdict" data-verdict={measure.verdict}>{verdictWords(measure)}</p>
      <div className="measured-pair">
        {strips.length > 0 && <SpreadStrips label={`${measureNames[key]}, before and after, a dot each`} strips={strips} formatTick={format} />}
        <table className="measured-figures">
          <thead>
            <tr><th scope="col"><span className="for-screen-readers">Figure</span></th><th scope="col">Before</th><th scope="col">After</th></tr>
          </thead>
          <tbody>
            <Figures name="Median" of={({ median }) => median} before={measure.before} after={measure.after} format={format} isMain />
            <Figures name="Lower quartile" of={({ lower }) => lower} before={measure.before} after={measure.after} format={format} />
            <Figures name="Upper quartile" of={({ upper }) => upper} before={measure.before} after={measure.after} format={format} />
            <Figures name="Mean" of={({ mean }) => mean} before={measure.before} after={measure.after} format={format} />
            <Figures name={measure.by === 'turn' ? 'Turns' : 'Requests'} of={({ count }) => count} before={measure.before} after={measure.after} format={(count) => count.toLocaleString('en-US')} none="0" />
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface FiguresProps {
  readonly name: string;
  readonly of: (distribution: Distribution) => number;
  readonly before: Distribution | null;
  readonly after: Distribution | null;
  readonly format: (value: number) => string;
  readonly isMain?: boolean;
  readonly none?: string;
}

function Figures({ name, of, before, after, format, isMain = false, none = '—' }: FiguresProps) {
  return (
    <tr className={isMain ? 'measured-main' : undefined}>
      <th scope="row">{name}</th>
      <td>{before === null ? none : format(of(before))}</td>
      <td>{after === null ? none : format(of(after))}</td>
    </tr>
  );
}

function stripOf(name: string, hue: string, distribution: Distribution | null): SpreadStrip | null {
  return distribution === null ? null : { key: name, name, hue, ...distribution };
}
