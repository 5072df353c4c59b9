import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { WaitingLine } from './waiting-line.ts';

it('has the order of an array from which the first is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat())), (steps) => {
      const line = new WaitingLine<number>();
      const model: number[] = [];
      for (const step of steps) {
        if (step === null) {
          line.removeFirst();
          model.shift();
        } else {
          line.add(step);
          model.push(step);
        }
        expect(line.first).toBe(model[0] ?? null);
      }
      expect(line.takeAll()).toEqual(model);
      expect(line.first).toBeNull();
    }),
  );
});
