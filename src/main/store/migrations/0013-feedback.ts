import { joinRatings, leaveRatings } from '../ratings/rated-sql.ts';
import type { Migration } from './migration.ts';

const goes = leaveRatings('= old.number').join(';\n      ');

/**
 * Ratings of turns and sessions, what each rating is a rating of, points in time to compare before and after, and what became of the results of
 * tools that a conversation carried along.
 */
export const feedback: Migration = {
  version: 13,
  sql: `
    -- What the user said of a turn, or, without one, of a session as a whole. Of requests: rating.
    CREATE TABLE group_rating (
      number INTEGER PRIMARY KEY,
      session_key TEXT NOT NULL,
      turn_key TEXT,
      stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
      comment TEXT,
      rated_at_us INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX group_rating_of ON group_rating (session_key, coalesce(turn_key, ''));

    -- Derived: each request with the one rating that is in force for it, 'x:' and its own number, or 'g:' and the number of a group: its own, else its
    -- turn's, else its session's. What is no prompt, and imports, have none here.
    CREATE TABLE rated_exchange (
      key TEXT NOT NULL,
      at_us INTEGER NOT NULL,
      exchange_number INTEGER NOT NULL,
      PRIMARY KEY (key, at_us, exchange_number)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX rated_exchange_by_number ON rated_exchange (exchange_number);
    -- Derived: every rating with the requests that it is in force for, added up. What is in force for none has no row.
    CREATE TABLE rated (
      key TEXT PRIMARY KEY,
      scope TEXT NOT NULL CHECK (scope IN ('request', 'turn', 'session')),
      stars INTEGER NOT NULL,
      -- When the first of these requests began.
      at_us INTEGER NOT NULL,
      requests INTEGER NOT NULL,
      -- Of how many the tokens are known; null where of none.
      counted INTEGER NOT NULL,
      prompt_tokens INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rated_by_time ON rated (at_us);
    -- What each source had in these requests.
    CREATE TABLE rated_source (
      key TEXT NOT NULL,
      source_number INTEGER NOT NULL REFERENCES source,
      requests INTEGER NOT NULL,
      counted INTEGER NOT NULL,
      tokens INTEGER,
      PRIMARY KEY (key, source_number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rated_source_by_source ON rated_source (source_number);
    ${joinRatings('IN (SELECT exchange_number FROM rating)').join(';\n    ')};

    -- Before what hangs on the exchange goes.
    CREATE TRIGGER exchange_leaves_ratings BEFORE DELETE ON exchange WHEN EXISTS (SELECT 1 FROM rated_exchange WHERE exchange_number = old.number) BEGIN
      ${goes};
    END;
    -- What was said of a turn or a session goes with the last request of it.
    CREATE TRIGGER group_rating_goes AFTER DELETE ON exchange WHEN EXISTS (SELECT 1 FROM group_rating WHERE session_key = old.session_key) BEGIN
      DELETE FROM group_rating WHERE session_key = old.session_key AND turn_key = old.turn_key
        AND NOT EXISTS (SELECT 1 FROM exchange WHERE session_key = old.session_key AND turn_key = old.turn_key);
      DELETE FROM group_rating WHERE session_key = old.session_key AND NOT EXISTS (SELECT 1 FROM exchange WHERE session_key = old.session_key);
    END;

    CREATE TABLE marker (
      number INTEGER PRIMARY KEY,
      at_us INTEGER NOT NULL,
      label TEXT NOT NULL
    ) STRICT;

    -- JSON, as 'HabitWrite' says it: of the last request of each conversation alone, since it holds what those before it held.
    CREATE TABLE result_habit (
      exchange_number INTEGER PRIMARY KEY REFERENCES exchange ON DELETE CASCADE,
      habits TEXT NOT NULL
    ) STRICT;
    -- The request before has none any more: it is analysed again, and is the last one then.
    CREATE TRIGGER habit_goes_back BEFORE DELETE ON exchange WHEN old.predecessor_id IS NOT NULL BEGIN
      UPDATE exchange SET rule_version = 0 WHERE id = old.predecessor_id AND content_removed_at_us IS NULL AND rule_version > 0
        AND EXISTS (SELECT 1 FROM result_habit WHERE exchange_number = old.number);
    END;
  `,
};
