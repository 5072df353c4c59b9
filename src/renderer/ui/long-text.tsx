import { useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { textPieces } from './text-pieces.ts';
import { visibleText } from './visible-text.tsx';
import './long-text.css';

interface LongTextProps {
  readonly label: string;
  readonly text: string;
  /** What to show above the text, scrolled with it. */
  readonly head?: ReactNode;
  /** How a piece of whole lines is shown; as it stands when left out. */
  readonly face?: (piece: string) => ReactNode;
  /** `code` in the fixed font, over the whole width; `document` in that of the window, at a measure for reading. */
  readonly look?: 'code' | 'document';
  /** How a number of characters is written. */
  readonly formatCount: (count: number) => string;
}

const firstChars = 120_000;

/** A text of any length, wrapped, shown as text and nothing else; what is beyond the first part comes on demand. */
export function LongText({ label, text, head, face, look = 'code', formatCount }: LongTextProps) {
  const [shown, setShown] = useState(firstChars);
  const pieces = textPieces(text.length > shown ? text.slice(0, shown) : text);
  return (
    <section className={`long-text long-text-${look}`} aria-label={label} tabIndex={0}>
      {head}
      {pieces.map((piece, index) => (
        // The pieces of one text keep their order: the index is their name.
        <pre key={index}>{face === undefined ? visibleText(piece) : face(piece)}</pre>
      ))}
      {text.length > shown && (
        <div className="long-text-more">
          <Button onPress={() => setShown(shown * 4)}>
            Show more ({formatCount(shown)} of {formatCount(text.length)} characters)
          </Button>
        </div>
      )}
    </section>
  );
}
