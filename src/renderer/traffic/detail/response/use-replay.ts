import { useEffect, useState } from 'react';
import { countUntil } from './stream-facts.ts';

export const speeds = ['1', '2', '8'] as const;
export type Speed = (typeof speeds)[number];

/** Where a replay is: at a moment, with so many events come. */
export interface Replay {
  readonly at: number;
  readonly count: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly end: number;
  playOrPause(): void;
  setSpeed(speed: Speed): void;
  /** To a moment. */
  goTo(at: number): void;
  /** To where so many events had come. */
  goToCount(count: number): void;
}

/** Replays events that came at these moments, which are in order. It stands at the end at first, and stays there while more come. */
export function useReplay(moments: readonly number[], canPlay: boolean): Replay {
  const end = moments.at(-1) ?? 0;
  /** Null at the end. */
  const [place, setPlace] = useState<{ readonly at: number; readonly count: number } | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('1');

  const isAtEnd = place === null;
  // At the end nothing moves any more.
  const isMoving = isPlaying && !isAtEnd;

  useEffect(() => {
    if (!isMoving) return undefined;
    let before = performance.now();
    let frame = requestAnimationFrame(function next(nowMs) {
      const stepUs = Math.max(0, nowMs - before) * 1000 * Number(speed);
      before = nowMs;
      setPlace((was) => {
        const at = (was?.at ?? end) + stepUs;
        return at >= end ? null : { at, count: countUntil(moments, at) };
      });
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isMoving, speed, moments, end]);

  return {
    at: place?.at ?? end,
    count: place?.count ?? moments.length,
    isPlaying: isMoving,
    speed,
    end,
    playOrPause: () => {
      if (!canPlay) return;
      if (isMoving) {
        setPlaying(false);
        return;
      }
      if (isAtEnd) setPlace({ at: 0, count: 0 });
      setPlaying(true);
    },
    setSpeed,
    goTo: (at) => {
      setPlaying(false);
      setPlace(at >= end ? null : { at, count: countUntil(moments, at) });
    },
    goToCount: (count) => {
      setPlaying(false);
      const kept = Math.max(0, Math.min(moments.length, count));
      setPlace(kept === moments.length ? null : { at: kept === 0 ? 0 : (moments[kept - 1] ?? 0), count: kept });
    },
  };
}
