import { useState } from 'react';
import { longestCommentChars, type Rated } from '../../contract/rating-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { useRating } from '../bridge/use-rating.ts';
import { Button } from '../ui/button.tsx';
import { Failed } from '../ui/list-state.tsx';
import { StarChoice } from '../ui/star-choice.tsx';
import { TextArea } from '../ui/text-area.tsx';
import './rating-of.css';

interface RatingOfProps {
  readonly rated: Rated;
  /** What it is called above its stars: "This request", "Turn 3". */
  readonly name: string;
  /** A sentence on what its rating counts for, said while there is nothing else to say. */
  readonly about?: string | null;
  /** Whether the comment has the focus at once. */
  readonly beginsWithComment?: boolean;
}

/** Stars and a comment for a request, a turn or a session: saved with each press, and with Enter or on leaving the comment. It says what became of it. */
export function RatingOf({ rated, name, about = null, beginsWithComment = false }: RatingOfProps) {
  const stored = useCall('readRating', { rated });
  const saving = useRating();
  /** Null while the comment is as it is stored. */
  const [draft, setDraft] = useState<string | null>(null);
  if (stored.isError) return <Failed what="the rating" why={stored.error.message} onRetry={() => void stored.refetch()} />;
  const rating = stored.data ?? null;
  const comment = draft ?? rating?.comment ?? '';

  const rate = (stars: number | null) => {
    // What was written stays in the field: it is saved with the next stars.
    if (stars === null) setDraft(comment === '' ? null : comment);
    saving.mutate(stars === null || draft === null ? { rated, stars } : { rated, stars, comment: draft }, { onSuccess: () => stars !== null && setDraft(null) });
  };
  const saveComment = () => {
    if (draft === null || rating === null || draft === (rating.comment ?? '')) return;
    saving.mutate({ rated, stars: rating.stars, comment: draft }, { onSuccess: () => setDraft(null) });
  };
  return (
    <section className="rating-of" aria-label={`Rating: ${name}`}>
      <div className="rating-of-head">
        <span className="rating-of-name">{name}</span>
        <StarChoice label={`Stars: ${name}`} stars={rating?.stars ?? null} onChange={rate} />
        {rating !== null && (
          <Button look="quiet" onPress={() => rate(null)}>
            Withdraw
          </Button>
        )}
      </div>
      <TextArea
        label={`Comment: ${name}`}
        placeholder="What was good, or bad?"
        value={comment}
        maxLength={longestCommentChars}
        takesFocus={beginsWithComment}
        onChange={setDraft}
        onCommit={saveComment}
      />
      <p className={saving.isError ? 'rating-of-state rating-of-bad' : 'rating-of-state dim'} role="status">
        {stateWords({ saving, isWaitingForStars: rating === null && draft !== null && draft.trim() !== '', about })}
      </p>
    </section>
  );
}

interface Outcome {
  readonly saving: ReturnType<typeof useRating>;
  readonly isWaitingForStars: boolean;
  readonly about: string | null;
}

function stateWords({ saving, isWaitingForStars, about }: Outcome): string {
  if (saving.isError) return `Not saved. ${saving.error.message}`;
  if (saving.isPending) return 'Saving…';
  if (isWaitingForStars) return 'Choose stars: the comment is saved with them.';
  if (saving.isSuccess) return saving.variables.stars === null ? 'Withdrawn.' : 'Saved.';
  return about ?? '';
}
