import type { Store } from '../open-store.ts';
import { joinRatings, leaveRatings } from './rated-sql.ts';

/** Keeps what is added up by rating in step with exchanges that change. To be called within the transaction of the change. */
export interface RatedWriter {
  /** Before the sources, the figures or the place of an exchange change. */
  leave(exchangeNumber: number): void;
  /** Afterwards. One that has not left is taken out first. */
  join(exchangeNumber: number): void;
}

/** Of one that is rated by nobody, by itself or with its turn or session, this takes two look-ups. */
export function ratedWriter(store: Store): RatedWriter {
  const isIn = store.prepare<[number], number>('SELECT 1 FROM rated_exchange WHERE exchange_number = ?').pluck();
  const isRated = store
    .prepare<[{ readonly number: number }], number>(`
      SELECT 1 WHERE EXISTS (SELECT 1 FROM rating WHERE exchange_number = @number)
        OR EXISTS (SELECT 1 FROM exchange CROSS JOIN group_rating ON group_rating.session_key = exchange.session_key WHERE exchange.number = @number)`)
    .pluck();
  const prepared = (sql: readonly string[]) => sql.map((statement) => store.prepare<[{ readonly number: number }]>(statement));
  const leaving = prepared(leaveRatings('= @number'));
  const joining = prepared(joinRatings('= @number'));
  const leave = (number: number): void => {
    if (isIn.get(number) !== undefined) for (const statement of leaving) statement.run({ number });
  };
  return {
    leave,
    join: (number) => {
      leave(number);
      if (isRated.get({ number }) !== undefined) for (const statement of joining) statement.run({ number });
    },
  };
}
