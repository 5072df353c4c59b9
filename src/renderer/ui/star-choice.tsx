import { Radio, RadioGroup } from 'react-aria-components';
import { given } from './given.ts';
import './covering-input.css';
import './star-choice.css';

interface StarChoiceProps {
  readonly label: string;
  /** Null while none is chosen. */
  readonly stars: number | null;
  /** Shown dim while none is chosen, with what it says on the whole. */
  readonly otherwise?: { readonly stars: number; readonly hint: string } | null;
  /** It has the focus when it comes. */
  readonly takesFocus?: boolean;
  readonly onChange: (stars: number | null) => void;
}

const all = [1, 2, 3, 4, 5] as const;

/** One to five stars as radio buttons. A press on the star that is chosen takes all of them back, and so do 0, Delete and Backspace. */
export function StarChoice({ label, stars, otherwise = null, takesFocus = false, onChange }: StarChoiceProps) {
  const shown = stars ?? otherwise?.stars ?? 0;
  return (
    <RadioGroup
      className={stars === null ? 'star-choice star-choice-dim' : 'star-choice'}
      orientation="horizontal"
      aria-label={label}
      value={stars === null ? null : String(stars)}
      onChange={(value) => onChange(Number(value))}
      // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its radio buttons do
      render={(props) => (
        <div
          {...props}
          {...given({ title: stars === null ? otherwise?.hint : undefined })}
          onKeyDownCapture={(event) => {
            const digit = all.find((star) => event.key === String(star));
            if (digit === undefined && !['0', 'Delete', 'Backspace'].includes(event.key)) return;
            event.preventDefault();
            event.stopPropagation();
            onChange(digit ?? null);
          }}
        />
      )}
    >
      {all.map((star) => (
        <Radio
          key={star}
          value={String(star)}
          className="star-choice-star covering-input"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- they are what was asked for
          autoFocus={takesFocus && star === (stars ?? 1)}
          aria-label={star === 1 ? '1 star' : `${star} stars`}
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the radio button is among its properties' children
          render={(props) => <label {...props} onClickCapture={() => star === stars && onChange(null)} />}
        >
          <span aria-hidden="true">{star <= shown ? '★' : '☆'}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
