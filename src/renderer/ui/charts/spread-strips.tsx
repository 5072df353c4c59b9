import { useState } from 'react';
import { useElementSize } from '../use-element-size.ts';
import { niceTicks } from './nice-ticks.ts';
import './spread-strips.css';

/** One lot of figures: each a dot, with the box between its quartiles and the line of its median. */
export interface SpreadStrip {
  readonly key: string;
  readonly name: string;
  readonly hue: string;
  readonly dots: readonly number[];
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly most: number;
}

interface SpreadStripsProps {
  /** What a screen reader is told in the place of the picture; its figures stand in a table beside it. */
  readonly label: string;
  readonly strips: readonly SpreadStrip[];
  readonly formatTick: (value: number) => string;
}

const stripPx = 56;
const axisPx = 20;
const edgePx = 12;

/** Lots of figures one below the other, over the same axis. What lies far beyond the rest is counted at the end of its strip, so that the rest can be told apart. */
export function SpreadStrips({ label, strips, formatTick }: SpreadStripsProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(frame);
  const reach = Math.max(1, ...strips.map(({ upper, lower, most }) => Math.min(most, upper + 3 * (upper - lower) || most)));
  const ticks = niceTicks(reach, Math.max(2, Math.min(8, Math.floor(width / 90))));
  const end = Math.max(reach, ticks.at(-1) ?? reach);
  const x = (value: number) => edgePx + (Math.min(value, end) / end) * Math.max(0, width - 2 * edgePx);
  return (
    <div ref={setFrame} className="spread">
      <svg width={width} height={strips.length * stripPx + axisPx} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="spread-grid" x1={x(tick)} x2={x(tick)} y1={0} y2={strips.length * stripPx} />
            <text className="spread-tick" x={x(tick)} y={strips.length * stripPx + 14} textAnchor={tick === 0 ? 'start' : tick === ticks.at(-1) ? 'end' : 'middle'} dx={tick === 0 ? -4 : tick === ticks.at(-1) ? 4 : 0}>
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {strips.map((strip, at) => (
          <Strip key={strip.key} strip={strip} top={at * stripPx} x={x} end={end} right={width - edgePx} formatTick={formatTick} />
        ))}
      </svg>
    </div>
  );
}

interface StripProps {
  readonly strip: SpreadStrip;
  readonly top: number;
  readonly x: (value: number) => number;
  readonly end: number;
  readonly right: number;
  readonly formatTick: (value: number) => string;
}

function Strip({ strip: { name, hue, dots, lower, median, upper, most }, top, x, end, right, formatTick }: StripProps) {
  const beyond = dots.filter((dot) => dot > end).length;
  return (
    <g style={{ color: hue }}>
      <text className="spread-name" x={edgePx} y={top + 12}>{name}</text>
      {beyond > 0 && <text className="spread-beyond" x={right} y={top + 12} textAnchor="end">{`${beyond} more, up to ${formatTick(most)} →`}</text>}
      <rect className="spread-box" x={x(lower)} y={top + 18} width={Math.max(1, x(upper) - x(lower))} height={30} rx={2} />
      {dots.map((dot, index) => dot <= end && (
        // Equal figures would lie on one another: they are strewn, and always alike.
        // oxlint-disable-next-line react/no-array-index-key -- figures have no names
        <circle key={index} className="spread-dot" cx={x(dot)} cy={top + 22 + ((index * 0.618) % 1) * 22} r={2} />
      ))}
      <line className="spread-median" x1={x(median)} x2={x(median)} y1={top + 16} y2={top + 50} />
    </g>
  );
}
