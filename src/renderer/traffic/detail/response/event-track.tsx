import { useMemo, useState, type PointerEvent } from 'react';
import type { StreamView } from '../../../../contract/conversation-view.ts';
import { formatDurationUs } from '../../../format/quantities.ts';
import { useElementSize } from '../../../ui/use-element-size.ts';
import { axisMarks, firstTokenAt, laneOf, lanes, pausesIn, type Lane } from './stream-facts.ts';

interface EventTrackProps {
  readonly stream: StreamView;
  readonly moments: readonly number[];
  readonly at: number;
  readonly end: number;
  readonly onGoTo: (at: number) => void;
}

const laneHeight = 13;
const axisHeight = 16;
const nameWidth = 64;
const pxPerMark = 90;

/** The events on an axis of time from the start of the request, a line for each kind, with the pauses between them. A click goes to its moment. */
export function EventTrack({ stream, moments, at, end, onGoTo }: EventTrackProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const { width } = useElementSize(frame);
  const room = Math.max(1, width - nameWidth - 14);
  const x = (us: number) => nameWidth + (us / Math.max(1, end)) * room;
  const height = lanes.length * laneHeight + axisHeight;
  const marks = useMemo(() => lanePaths(stream, moments, (us) => Math.round(nameWidth + (us / Math.max(1, end)) * room)), [stream, moments, end, room]);
  const pauses = useMemo(() => pausesIn(moments), [moments]);
  const firstToken = firstTokenAt(stream.events, moments);
  const goTo = (event: PointerEvent<SVGSVGElement>) => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left - nameWidth;
    onGoTo(Math.max(0, Math.min(end, (px / room) * end)));
  };
  return (
    <div ref={setFrame} className="track">
      <svg
        width={width}
        height={height}
        role="img"
        aria-label="Time line of the events"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          goTo(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1) goTo(event);
        }}
      >
        {axisMarks(end, Math.max(2, Math.floor(room / pxPerMark))).map((us) => (
          <g key={us} className="track-axis">
            <path d={`M${Math.round(x(us)) + 0.5} 0V${lanes.length * laneHeight + 4}`} />
            <text x={x(us)} y={height - 2} textAnchor={us === 0 ? 'start' : 'middle'}>
              {us === 0 ? '0' : formatDurationUs(us)}
            </text>
          </g>
        ))}
        {stream.beganAfterUs !== null && <rect className="track-wait" x={x(0)} y={0} width={Math.max(0, x(Math.min(stream.beganAfterUs, end)) - x(0))} height={lanes.length * laneHeight} />}
        {pauses.map(({ fromUs, untilUs }) => (
          <g key={fromUs}>
            <rect className="track-pause" x={x(fromUs)} y={0} width={x(untilUs) - x(fromUs)} height={lanes.length * laneHeight} />
            {x(untilUs) - x(fromUs) > 74 && (
              <text className="track-words" x={(x(fromUs) + x(untilUs)) / 2} y={laneHeight * 2.5 + 4} textAnchor="middle">
                pause {formatDurationUs(untilUs - fromUs)}
              </text>
            )}
          </g>
        ))}
        {stream.beganAfterUs !== null && x(stream.beganAfterUs) - x(0) > 60 && (
          <text className="track-words" x={(x(0) + x(stream.beganAfterUs)) / 2} y={laneHeight * 2.5 + 4} textAnchor="middle">
            waiting {formatDurationUs(stream.beganAfterUs)}
          </text>
        )}
        {lanes.map((lane, index) => (
          <text key={lane} className="track-name" x={nameWidth - 8} y={(index + 1) * laneHeight - 3} textAnchor="end">
            {lane}
          </text>
        ))}
        {marks.map(({ lane, path }) => (
          <path key={lane} className="track-events" data-lane={lane} d={path} />
        ))}
        {firstToken !== null && <path className="track-first" d={`M${x(firstToken)} 0V${lanes.length * laneHeight + 2}`} />}
        <path className="track-now" d={`M${x(at)} 0V${height - axisHeight + 5}`} />
      </svg>
    </div>
  );
}

/** A stroke for each column of pixels in which events of a line came: thousands of them are no more than the line is wide. */
function lanePaths(stream: StreamView, moments: readonly number[], x: (us: number) => number): readonly { readonly lane: Lane; readonly path: string }[] {
  const columns = new Map<Lane, Set<number>>();
  for (const [index, event] of stream.events.entries()) {
    const lane = laneOf(event);
    const known = columns.get(lane) ?? new Set();
    known.add(x(moments[index] ?? 0));
    columns.set(lane, known);
  }
  return [...columns].map(([lane, at]) => {
    const row = lane === 'error' ? 0 : lanes.indexOf(lane);
    return { lane, path: [...at].map((px) => `M${px} ${row * laneHeight + 2}v${laneHeight - 3}`).join('') };
  });
}
