import type { Ref } from 'react';
import type { InsightRange, InsightsView } from '../../../contract/insight-view.ts';
import type { Finding } from '../../../domain/insight/finding.ts';
import { Remedies } from '../../remedy/remedies.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { visibleText } from '../../ui/visible-text.tsx';
import { FindingFacts } from './finding-facts.tsx';
import { FindingRequests } from './finding-requests.tsx';

interface FindingSheetProps {
  readonly finding: Finding;
  readonly view: InsightsView;
  readonly range: InsightRange;
  readonly isHidden: boolean;
  readonly frame: Ref<HTMLElement>;
  readonly onHide: () => void;
  readonly onShow: () => void;
  readonly onClose: () => void;
}

/** All that is to be said of a finding: what is the matter and what that costs, what to do about it, and the requests that show it. */
export function FindingSheet({ finding, view, range, isHidden, frame, onHide, onShow, onClose }: FindingSheetProps) {
  const { subject, title, explanation, figures, expense, isEstimated, thin } = finding;
  return (
    <section ref={frame} className="finding" aria-label="The open finding" tabIndex={-1}>
      <header className="finding-head" data-group={subject.group ?? 'other'}>
        <h3 className="finding-title readable">
          <span className="swatch" aria-hidden="true" />
          <span>{visibleText(title)}</span>
        </h3>
        <span className="finding-acts">
          {isHidden ? (
            <Button onPress={onShow}>Show it again</Button>
          ) : (
            <Button look="quiet" hint="It is left out of the list and of all sums until you show it again" onPress={onHide}>
              Hide this finding
            </Button>
          )}
          <Button look="quiet" label="Close the finding" onPress={onClose}>
            <Icon name="close" size={12} />
          </Button>
        </span>
      </header>
      <div className="finding-body" tabIndex={0} role="group" aria-label="About the finding">
        {(expense.tokens > 0 || expense.costMicroUsd !== null) && <FindingFacts finding={finding} view={view} />}
        {(thin !== null || isEstimated) && (
          <p className="finding-note">
            {thin !== null && <span className="finding-thin">little data</span>} {thin !== null && visibleText(thin)} {isEstimated && 'The cost is an estimate, made of average prices.'}
          </p>
        )}
        <div className="finding-words readable">
          {explanation.map((sentence, index) => (
            // Sentences of one finding keep their order: the index is their name.
            <p key={index}>{visibleText(sentence)}</p>
          ))}
        </div>
        <Remedies finding={finding} range={range} />
        {figures.length > 0 && (
          <table className="finding-figures">
            <caption className="for-screen-readers">What it rests on</caption>
            <tbody>
              {figures.map(([name, value], index) => (
                <tr key={index}>
                  <th scope="row">{visibleText(name)}</th>
                  <td className="figure readable">{visibleText(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <FindingRequests finding={finding} range={range} />
      </div>
    </section>
  );
}
