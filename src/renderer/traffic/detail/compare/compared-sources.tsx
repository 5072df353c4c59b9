import { useRef, useState, type KeyboardEvent } from 'react';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { sourceGroup, type Source } from '../../../../domain/attribution/source.ts';
import { formatCost, formatCount, formatTokens, unknownFigure } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { EquivalentMark } from '../../row/cost-figure.tsx';
import { kindTitle, segmentTitle } from '../../../format/source-title.ts';
import { shortSourceName } from '../raw/body/segment-words.ts';
import { changeKinds, type ChangeKind, type SourceChange } from './source-changes.ts';
import { withSign } from './signed.ts';

interface ComparedSourcesProps {
  readonly changes: readonly SourceChange[];
  /** In words: how the prompt grew, and what that is made of. */
  readonly growth: string;
  readonly parts: string;
  readonly isEstimated: boolean;
  readonly isSameModel: boolean;
  readonly billing: ExchangeRow['billing'];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

const kindNames: Readonly<Record<ChangeKind, string>> = { gained: 'Gained', lost: 'Lost', grown: 'Grown', shrunk: 'Shrunk', changed: 'Changed' };
const signs: Readonly<Record<ChangeKind, string>> = { gained: '+', lost: '−', grown: '↑', shrunk: '↓', changed: '≠' };
const firstShown = 200;

/** The sources that changed, the largest change first. */
export function ComparedSources({ changes, growth, parts, isEstimated, isSameModel, billing, chosen, onChoose }: ComparedSourcesProps) {
  const [kind, setKind] = useState<ChangeKind | 'all'>('all');
  const [most, setMost] = useState(firstShown);
  const body = useRef<HTMLTableSectionElement>(null);
  const countOf = (one: ChangeKind) => changes.filter((change) => change.kind === one).length;
  const shown = changes.filter((change) => kind === 'all' || change.kind === kind);
  const inReach = shown.some(({ key }) => key === chosen) ? chosen : shown[0]?.key;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = shown[shown.findIndex(({ key }) => key === inReach) + step];
    if (next === undefined) return;
    onChoose(next.key);
    body.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <section className="compare-part" aria-label="Sources that changed">
      <h3 className="compare-title">
        Sources <span className="compare-growth">{growth}</span>
      </h3>
      <p className="dim compare-sum">{parts}.</p>
      {changes.length === 0 ? (
        <p className="dim">None was gained, lost or changed.</p>
      ) : (
        <>
          <div className="compare-filter">
            <Segmented
              label="Which changes are listed"
              value={kind}
              choices={[
                { value: 'all', name: `All ${formatCount(changes.length)}` },
                ...changeKinds.filter((one) => countOf(one) > 0).map((one) => ({ value: one, name: `${kindNames[one]} ${formatCount(countOf(one))}` })),
              ]}
              onChange={setKind}
            />
          </div>
          <table className="compare-table">
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Change</th>
                <th scope="col" className="figure">
                  Before
                </th>
                <th scope="col" className="figure">
                  After
                </th>
                <th scope="col" className="figure">
                  Tokens
                </th>
                <th scope="col" className="figure">
                  Cost
                </th>
              </tr>
            </thead>
            <tbody ref={body}>
              {shown.slice(0, most).map((change) => (
                <tr key={change.key} data-group={sourceGroup(change.source.kind)} className={change.key === chosen ? 'compare-chosen' : undefined} onClick={() => onChoose(change.key)}>
                  <th scope="row">
                    <button
                      type="button"
                      className="compare-source"
                      data-key={change.key}
                      aria-pressed={change.key === chosen}
                      tabIndex={change.key === inReach ? 0 : -1}
                      onKeyDown={onKeyDown}
                      title={`${segmentTitle(change.source)} · ${kindTitle(change.source)}`}
                    >
                      <span className="swatch" aria-hidden="true" />
                      <SourceName source={change.source} />
                      {segmentTitle(change.source) !== kindTitle(change.source) && <span className="dim compare-source-kind">{kindTitle(change.source)}</span>}
                    </button>
                  </th>
                  <td className={`compare-kind compare-${change.kind}`}>
                    <span aria-hidden="true">{signs[change.kind]} </span>
                    {kindNames[change.kind].toLowerCase()}
                  </td>
                  <td className="figure dim">{change.kind === 'gained' ? '' : formatTokens(change.tokensBefore, isEstimated)}</td>
                  <td className="figure">{change.kind === 'lost' ? '' : formatTokens(change.tokensAfter, isEstimated)}</td>
                  <td className="figure">{change.growth === null ? unknownFigure : withSign(change.growth, formatCount)}</td>
                  <td className="figure">
                    {change.costDeltaMicroUsd === null ? unknownFigure : withSign(change.costDeltaMicroUsd, formatCost)}
                    {change.costDeltaMicroUsd !== null && billing === 'subscription' && <EquivalentMark />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {isSameModel && shown.slice(0, most).some(isCheaperThoughGrown) && (
            <p className="dim compare-sum">What grew can still cost less: what was written to the cache before is read from it now.</p>
          )}
          {shown.length > most && (
            <Button onPress={() => setMost(most * 4)}>
              Show more ({formatCount(most)} of {formatCount(shown.length)})
            </Button>
          )}
        </>
      )}
    </section>
  );
}

/** Of a server's tool the tool is what tells it from its neighbours: where there is little room, the server gives way. */
function SourceName({ source }: { readonly source: Source }) {
  const name = shortSourceName(source);
  const end = 'server' in source ? name.lastIndexOf(' · ') : -1;
  return (
    <>
      {end > 0 && <span className="compare-owner">{visibleText(`${name.slice(0, end)} ·`)}</span>}
      <span className="compare-name">{visibleText(end > 0 ? name.slice(end + 3) : name)}</span>
    </>
  );
}

function isCheaperThoughGrown({ growth, costDeltaMicroUsd }: SourceChange): boolean {
  return growth !== null && growth > 0 && costDeltaMicroUsd !== null && costDeltaMicroUsd < 0;
}
