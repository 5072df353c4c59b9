import { useId, useRef, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { FilterListbox } from './filter-listbox.tsx';
import { filterOptions, type FilterOption } from './filter-options.ts';
import { filterPieces } from './filter-pieces.ts';
import type { FilterDraft } from './use-filter-draft.ts';

interface FilterFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly draft: FilterDraft;
  readonly recent: readonly string[];
  readonly describedBy: string;
  /** Enter was pressed: it is to be the filter at once. */
  readonly onApply: (text: string) => void;
  readonly onSearch: (text: string) => void;
  /** The field has lost the focus. */
  readonly onLeft: () => void;
  /** The field is left by Escape. */
  readonly onLeave: () => void;
}

/** The line that a filter is written in: coloured by its parts, its mistakes underlined, with what it can go on with at the caret. */
export function FilterField({ input, draft, recent, describedBy, onApply, onSearch, onLeft, onLeave }: FilterFieldProps) {
  const id = useId();
  const { text, caret, mistakes } = draft;
  const shown = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const completion = useCall('completeFilter', { text, caret }, { enabled: isOpen, keepPrevious: true });
  const options = isOpen ? filterOptions(text, completion.data ?? null, recent) : [];
  const active = options[at];

  const followScroll = () => {
    if (shown.current !== null && input.current !== null) shown.current.scrollLeft = input.current.scrollLeft;
  };
  const followCaret = () => {
    const where = input.current?.selectionStart ?? text.length;
    if (where !== caret) draft.moveCaret(where);
    followScroll();
  };
  const close = () => {
    setOpen(false);
    setAt(-1);
  };

  const take = (option: FilterOption) => {
    if (option.does === 'search') {
      close();
      onSearch(option.text);
      return;
    }
    if (option.does === 'replace') {
      close();
      onApply(option.text);
      return;
    }
    // What is offered is still that of the text before.
    if (completion.isPlaceholderData) return;
    const { start, end } = completion.data ?? { start: caret, end: caret };
    const next = `${text.slice(0, start)}${option.text}${text.slice(end)}`;
    const after = start + option.text.length;
    draft.write(next, after);
    setAt(-1);
    // A field goes on with its values; a value is all there is to say.
    setOpen(option.text.endsWith(':'));
    // The browser puts the caret at the end of a text that is set.
    requestAnimationFrame(() => {
      input.current?.setSelectionRange(after, after);
      followScroll();
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = stepOf(event.key);
    if (step !== null) {
      if (!isOpen) setOpen(true);
      else setAt((before) => indexAfter(before, step, options.length));
    } else if ((event.key === 'Enter' || event.key === 'Tab') && active !== undefined) take(active);
    else if (event.key === 'Enter') {
      close();
      draft.judge();
      onApply(text);
    } else if (event.key === 'Escape') {
      if (isOpen && options.length > 0) close();
      else onLeave();
    } else return;
    event.preventDefault();
  };

  const place: CSSProperties & Record<`--${string}`, string> = { '--filter-caret': String(completion.data?.start ?? caret) };
  return (
    <div className="filter-field" style={place}>
      <div ref={shown} className="filter-shown" aria-hidden="true">
        {filterPieces(text, mistakes).map((piece, index) => (
          // The pieces of one text keep their order: the index is their name.
          <span key={index} className={`filter-part-${piece.look}${piece.isMistaken ? ' filter-mistaken' : ''}`}>
            {piece.text}
          </span>
        ))}
      </div>
      <input
        ref={input}
        className="filter-input"
        type="text"
        role="combobox"
        aria-label="Filter"
        aria-expanded={options.length > 0}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}-${at}`}
        aria-invalid={mistakes.length > 0}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        placeholder={'Filter: status:>=400 source:mcp:… "words"'}
        value={text}
        onChange={(event) => {
          setAt(-1);
          setOpen(true);
          draft.write(event.target.value, event.target.selectionStart ?? event.target.value.length);
        }}
        onFocus={() => {
          if (text === '') setOpen(true);
        }}
        onBlur={() => {
          close();
          draft.judge();
          onLeft();
        }}
        onClick={followCaret}
        onKeyUp={followCaret}
        onSelect={followCaret}
        onScroll={followScroll}
        onKeyDown={onKeyDown}
      />
      <FilterListbox id={id} options={options} at={at} onTake={take} />
    </div>
  );
}

function stepOf(key: string): 1 | -1 | null {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}

/** Round through the options and the field itself, which is -1. */
function indexAfter(at: number, step: 1 | -1, count: number): number {
  const places = count + 1;
  return ((at + 1 + step + places) % places) - 1;
}
