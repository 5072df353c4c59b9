import { describe, expect, it } from 'vitest';
import { boundsOnScreens, windowState } from './window-state.ts';

const laptop = { x: 0, y: 25, width: 1280, height: 775 };
const beside = { x: 1280, y: 0, width: 1920, height: 1080 };

describe('a window', () => {
  it('comes back where it was, also on another screen, as long as its top can be reached', () => {
    const left = { x: 1400, y: 100, width: 1600, height: 900 };
    expect(boundsOnScreens(left, [laptop, beside])).toEqual(left);
    const halfOff = { x: -800, y: 40, width: 1000, height: 700 };
    expect(boundsOnScreens(halfOff, [laptop])).toEqual(halfOff);
  });

  it('comes to the middle of the first screen when its own is gone, no larger than that', () => {
    expect(boundsOnScreens({ x: 1400, y: 100, width: 1600, height: 900 }, [laptop])).toEqual(laptop);
    expect(boundsOnScreens({ x: 1400, y: 100, width: 1000, height: 600 }, [laptop])).toEqual({ x: 140, y: 113, width: 1000, height: 600 });
    expect(boundsOnScreens({ x: 100, y: -500, width: 1000, height: 600 }, [laptop]).y).toBeGreaterThanOrEqual(25);
  });

  it.each([{}, { bounds: { x: 0, y: 0, width: 1, height: 1 } }, { bounds: { x: 'a' } }, null])('is not taken from %j', (stored) => {
    expect(windowState.safeParse(stored).success).toBe(false);
  });
});
