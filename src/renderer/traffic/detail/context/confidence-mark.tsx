import type { Confidence } from '../../../../domain/attribution/segment.ts';

const meanings: Readonly<Record<Exclude<Confidence, 'certain'>, string>> = {
  likely: 'Recognised by a marker that its author does not control',
  claimed: 'Recognised by a marker that the author of the text could have written',
};

/** How sure an attribution is; nothing where it is certain. */
export function ConfidenceMark({ confidence }: { readonly confidence: Confidence }) {
  if (confidence === 'certain') return null;
  return (
    <span className={`confidence confidence-${confidence}`} title={meanings[confidence]}>
      {confidence}
    </span>
  );
}
