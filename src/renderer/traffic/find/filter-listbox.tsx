import { useLayoutEffect, useRef, type MouseEvent } from 'react';
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
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onMouseDown = (event: MouseEvent) => {
    // It would take the focus out of the field.
    event.preventDefault();
    const key = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-option]')?.dataset['option'] : undefined;
    const option = options.find((other) => other.key === key);
    if (option !== undefined) onTake(option);
  };
  return (
    <div
      ref={list}
      id={`${id}-options`}
      className="filter-options"
      role="listbox"
      aria-label="What the filter can go on with"
      hidden={options.length === 0}
      onMouseDown={onMouseDown}
    >
      {options.map((option, index) => (
        <div key={option.key} id={`${id}-${index}`} className="filter-option" role="option" aria-selected={index === at} data-option={option.key}>
          <span className="filter-option-text">{option.does === 'search' ? <>Search texts for “{visibleText(option.text)}”</> : visibleText(option.text)}</span>
          <span className="filter-option-what">{visibleText(option.what)}</span>
        </div>
      ))}
    </div>
  );
}
