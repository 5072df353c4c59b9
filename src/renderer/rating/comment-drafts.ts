import { useState } from 'react';
import type { Rated } from '../../contract/rating-view.ts';

// Few, and gone with the window.
const drafts = new Map<string, string>();

interface CommentDraft {
  /** What was written and is not saved yet; null where the comment is as it is stored. */
  readonly draft: string | null;
  write(comment: string): void;
  /** To be called with what was saved: what was written since stays. */
  forget(saved: string): void;
}

/** What was written of a comment. It outlasts whatever it was written in: Escape, or a press elsewhere, loses none of it. */
export function useCommentDraft(rated: Rated): CommentDraft {
  const key = JSON.stringify(rated);
  const [draft, setDraft] = useState(drafts.get(key) ?? null);
  return {
    draft,
    write: (comment) => {
      drafts.set(key, comment);
      setDraft(comment);
    },
    forget: (saved) => {
      if (drafts.get(key) === saved) drafts.delete(key);
      setDraft((current) => (current === saved ? null : current));
    },
  };
}
