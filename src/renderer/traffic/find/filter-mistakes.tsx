import type { FilterMistake } from '../../../domain/filter/filter.ts';
import { Button } from '../../ui/button.tsx';
import { visibleText } from '../../ui/visible-text.tsx';

interface FilterMistakesProps {
  readonly mistakes: readonly FilterMistake[];
  /** The user wants this word in the place of the mistake. */
  readonly onFix: (mistake: FilterMistake, word: string) => void;
}

/** What of a filter cannot be read, what was expected, and what may have been meant. */
export function FilterMistakes({ mistakes, onFix }: FilterMistakesProps) {
  return (
    <ul className="filter-mistakes">
      {mistakes.map((mistake) => (
        <li key={`${mistake.start} ${mistake.message}`} className="filter-mistake">
          <span>{visibleText(mistake.message)}</span>
          {mistake.nearest.map((word) => (
            <Button key={word} label={`Write ${word}`} onPress={() => onFix(mistake, word)}>
              <span className="mono">{word}</span>
            </Button>
          ))}
        </li>
      ))}
    </ul>
  );
}
