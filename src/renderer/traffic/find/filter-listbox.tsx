import { useLayoutEffect, useRef } from 'react';
import { visibleText } from '../../ui/visible-text.tsx';
import type { FilterOption } from './filter-options.ts';

interface FilterListboxProps {
  /** What the ids of the list and its options begin with. */
  readonly id: string;
  readonly options: readonly FilterOption[];
  /** The option the keys are at, -1 for none. */
  readonly at: number;
  readonly onTake: (option: FilterOption) => void;
}

/** What the filter can go on with, below the caret. The focus stays in the field. */
export function FilterListbox({ id, options, at, onTake }: FilterListboxProps) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <ul
      ref={list}
      id={`${id}-options`}
      className="filter-options"
      role="listbox"
      aria-label="What the filter can go on with"
      hidden={options.length === 0}
      // A press would take the focus out of the field.
      onPointerDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        <li key={option.key} id={`${id}-${index}`} className="filter-option" role="option" aria-selected={index === at} onClick={() => onTake(option)}>
          <span className="filter-option-text">{option.does === 'search' ? <>Search texts for “{visibleText(option.text)}”</> : visibleText(option.text)}</span>
          <span className="filter-option-what">{visibleText(option.what)}</span>
        </li>
      ))}
    </ul>
  );
}
