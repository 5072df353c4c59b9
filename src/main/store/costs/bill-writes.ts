import type { Store } from '../open-store.ts';
import { dropBill, makeBills } from './bills.ts';

/** Makes the bill of an exchange anew, after its figures and sources were written; of one without usage there is none. */
export function billWriter(store: Store): (exchangeNumber: number) => void {
  const drop = store.prepare<[{ readonly number: number }]>(dropBill);
  const make = store.prepare<[{ readonly number: number }]>(makeBills('= @number'));
  return (number) => {
    drop.run({ number });
    make.run({ number });
  };
}
