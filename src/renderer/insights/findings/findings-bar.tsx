import { insightRules, type Finding, type InsightRule } from '../../../domain/insight/finding.ts';
import { copyText } from '../../bridge/use-call.ts';
import { formatCount } from '../../format/quantities.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Select } from '../../ui/select.tsx';
import { csvOf } from '../../saving/table-text.ts';
import { findingColumns } from './finding-columns.tsx';
import type { FindingRow } from './finding-rows.ts';
import { ruleNames } from './rule-names.ts';

interface FindingsBarProps {
  /** Those that can be listed, of whatever kind. */
  readonly findings: readonly Finding[];
  readonly rows: readonly FindingRow[];
  readonly rule: InsightRule | 'all';
  readonly onRule: (rule: InsightRule | 'all') => void;
  readonly areApart: boolean;
  readonly onApart: (are: boolean) => void;
  readonly hidden: number;
  readonly isOfHidden: boolean;
  readonly onOfHidden: (is: boolean) => void;
  readonly onShowAll: () => void;
}

/** Which findings are listed, and how. */
export function FindingsBar({ findings, rows, rule, onRule, areApart, onApart, hidden, isOfHidden, onOfHidden, onShowAll }: FindingsBarProps) {
  const isOfThese = isOfHidden && hidden > 0;
  const kinds = insightRules.flatMap((value) => {
    const count = findings.filter((finding) => finding.rule === value).length;
    return count === 0 && value !== rule ? [] : [{ value, name: ruleNames[value], about: formatCount(count) }];
  });
  return (
    <div className="findings-bar">
      <Select<InsightRule | 'all'> label="Kind of finding" value={rule} choices={[{ value: 'all', name: 'All kinds', about: formatCount(findings.length) }, ...kinds]} onChange={onRule} />
      <Button look="quiet" pressed={areApart} disabled={rule !== 'all'} hint="Several of a kind are one line, which unfolds: this lists each by itself" onPress={() => onApart(!areApart)}>
        One by one
      </Button>
      {hidden > 0 && (
        <Button look="quiet" pressed={isOfThese} hint="Those that you hid, in the place of the others" onPress={() => onOfHidden(!isOfThese)}>
          {`Hidden (${formatCount(hidden)})`}
        </Button>
      )}
      {isOfThese && <Button onPress={onShowAll}>Show all again</Button>}
      <span className="findings-copy">
        <CopyButton what="the findings as CSV" onCopy={() => copyText(csvOf(findingColumns, rows.flatMap((row) => (row.children.length === 0 ? [row] : row.children))))} />
      </span>
    </div>
  );
}
