import { longestCommentChars, type Rated } from '../../contract/rating-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { useRating } from '../bridge/use-rating.ts';
import { Button } from '../ui/button.tsx';
import { Failed } from '../ui/list-state.tsx';
import { StarChoice } from '../ui/star-choice.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { useCommentDraft } from './comment-drafts.ts';
import './rating-of.css';

interface RatingOfProps {
  readonly rated: Rated;
  /** What it is called above its stars: "This request", "Turn 3". */
  readonly name: string;
  /** A sentence on what its rating counts for, said while there is nothing else to say. */
  readonly about?: string | null;
  /** What has the focus at once. */
  readonly beginsWith?: 'stars' | 'comment' | null;
}

/** Stars and a comment for a request, a turn or a session: saved with each press, and with Enter or on leaving the comment. It says what became of it. */
export function RatingOf({ rated, name, about = null, beginsWith = null }: RatingOfProps) {
  const stored = useCall('readRating', { rated });
  const saving = useRating();
  const { draft, write, forget } = useCommentDraft(rated);
  if (stored.isError) return <Failed what="the rating" why={stored.error.message} onRetry={() => void stored.refetch()} />;
  const rating = stored.data ?? null;
  const comment = draft ?? rating?.comment ?? '';

  const save = (stars: number, written: string | null) => {
    const change = written === null ? { rated, stars } : { rated, stars, comment: written };
    // Also where it is closed meanwhile. What went wrong is said by `saving`.
    saving.mutateAsync(change).then(() => written !== null && forget(written), () => {});
  };
  const rate = (stars: number | null) => {
    if (stars !== null) return save(stars, draft);
    // What was written stays in the field: it is saved with the next stars.
    if (comment !== '') write(comment);
    saving.mutate({ rated, stars });
  };
  const saveComment = () => {
    if (draft === null || rating === null) return;
    if (draft === (rating.comment ?? '')) forget(draft);
    else save(rating.stars, draft);
  };
  return (
    <section className="rating-of" aria-label={`Rating: ${name}`}>
      <div className="rating-of-head">
        <span className="rating-of-name">{name}</span>
        {/* The focus is for the star that is chosen, which is known when the rating is. */}
        <StarChoice key={String(stored.isPending)} label={`Stars: ${name}`} stars={rating?.stars ?? null} takesFocus={beginsWith === 'stars' && !stored.isPending} onChange={rate} />
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
        takesFocus={beginsWith === 'comment'}
        onChange={write}
        onCommit={saveComment}
      />
      <p className={saving.isError ? 'rating-of-state rating-of-bad' : 'rating-of-state dim'} role="status">
        {stateWords({ saving, unsaved: draft === null || comment.trim() === (rating?.comment ?? '').trim() ? null : rating === null ? 'without-stars' : 'written', about })}
      </p>
    </section>
  );
}

interface Outcome {
  readonly saving: ReturnType<typeof useRating>;
  /** What the comment is that is not stored; null where it is. */
  readonly unsaved: 'without-stars' | 'written' | null;
  readonly about: string | null;
}

function stateWords({ saving, unsaved, about }: Outcome): string {
  if (saving.isError) return `Not saved. ${saving.error.message}`;
  if (saving.isPending) return 'Saving…';
  if (unsaved === 'without-stars') return 'Choose stars: the comment is saved with them.';
  if (unsaved === 'written') return 'Not saved yet. Enter saves the comment.';
  if (saving.isSuccess) return saving.variables.stars === null ? 'Withdrawn.' : 'Saved.';
  return about ?? '';
}
