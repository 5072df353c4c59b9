import { useMemo, useState } from 'react';
import type { StreamView } from '../../../../contract/conversation-view.ts';
import { messageAfter } from '../../../../domain/anthropic/message-after.ts';
import { useCommands } from '../../../commands/use-commands.ts';
import { formatBytes, formatCounted, formatDurationUs } from '../../../format/quantities.ts';
import { jsonFace } from '../../../ui/json-face.tsx';
import { Empty } from '../../../ui/list-state.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Split } from '../../../ui/split.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { indentedJson } from '../raw/indented-json.ts';
import { EventList } from './event-list.tsx';
import { EventTrack } from './event-track.tsx';
import { MessageBlocks } from './message-blocks.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { firstTokenAt, momentsOf, pausesIn } from './stream-facts.ts';
import { useReplay } from './use-replay.ts';

/** A stream as it came: its events on a time line and in a list, the message as it stood at any moment of it, and each event as it was sent. */
export function StreamPane({ stream }: { readonly stream: StreamView }) {
  const { events, hasTimes } = stream;
  const moments = useMemo(() => momentsOf(stream), [stream]);
  const replay = useReplay(moments, hasTimes);
  const [shown, setShown] = useState<'message' | 'event'>('message');
  const message = useMemo(() => messageAfter(events, replay.count), [events, replay.count]);
  useCommands([
    { id: 'stream.play', name: replay.isPlaying ? 'Pause the replay' : 'Replay the response as it came', group: 'The open request', keys: [' '], isOff: !hasTimes, run: replay.playOrPause },
    { id: 'stream.next', name: 'Go to the next event of the response', group: 'The open request', keys: ['ArrowRight'], run: () => replay.goToCount(replay.count + 1) },
    { id: 'stream.previous', name: 'Go to the previous event of the response', group: 'The open request', keys: ['ArrowLeft'], run: () => replay.goToCount(replay.count - 1) },
  ]);
  if (events.length === 0) return <Empty title="The stream has no events" />;
  const event = events[replay.count - 1];
  return (
    <div className="stream">
      <p className="stream-facts dim">{factsOf(stream, moments)}</p>
      {hasTimes && <EventTrack stream={stream} moments={moments} at={replay.at} end={replay.end} onGoTo={replay.goTo} />}
      <ReplayBar replay={replay} total={events.length} hasTimes={hasTimes} />
      <div className="stream-panes">
        <Split
          name="events"
          line="vertical"
          firstShare={0.52}
          smallest={[260, 220]}
          first={
            <EventList
              stream={stream}
              moments={moments}
              count={replay.count}
              onCount={(count) => {
                replay.goToCount(count);
                setShown('event');
              }}
            />
          }
          second={
            <div className="stream-moment">
              <div className="body-head">
                <span className="dim">{shown === 'message' ? 'As it stood then' : event === undefined ? '' : `Bytes ${event.start}–${event.end}, ${formatBytes(event.end - event.start)}`}</span>
                <span className="segment-gap" />
                <Segmented
                  label="What is shown of the moment"
                  value={shown}
                  choices={[
                    { value: 'message', name: 'Message' },
                    { value: 'event', name: 'Event' },
                  ]}
                  onChange={setShown}
                />
              </div>
              <div className="stream-text" tabIndex={0} role="region" aria-label={shown === 'message' ? 'The message at this moment' : 'The event as it was sent'}>
                {shown === 'event' ? (
                  event === undefined ? (
                    <p className="dim">No event has come yet.</p>
                  ) : event.data === '' ? (
                    <p className="dim">Too long to be shown here. The Raw tab has it.</p>
                  ) : (
                    <pre className="talk-code">{jsonFace(indentedJson(event.data) ?? event.data)}</pre>
                  )
                ) : (
                  <>
                    {message.blocks.length === 0 && <p className="dim">Nothing has come yet.</p>}
                    {/* Half a text is half its Markdown: it is shown as it stands. */}
                    <MessageBlocks blocks={message.blocks} look="plain" />
                    {message.stopReason !== null && <p className="dim">Stopped: {visibleText(message.stopReason)}</p>}
                    {message.error !== null && <p className="talk-trouble">{visibleText(`${message.error.type}: ${message.error.message}`)}</p>}
                  </>
                )}
              </div>
            </div>
          }
        />
      </div>
    </div>
  );
}

function factsOf(stream: StreamView, moments: readonly number[]): string {
  const { events, leftOut, hasTimes } = stream;
  const counted = formatCounted(events.length, 'event') + (leftOut === 0 ? '' : `, and ${formatCounted(leftOut, 'more')} that are not shown`);
  if (!hasTimes) return `${counted}. When they came was not recorded: it is since version 10 of the store, and for what was captured here.`;
  const firstToken = firstTokenAt(events, moments);
  const longest = Math.max(0, ...pausesIn(moments).map(({ fromUs, untilUs }) => untilUs - fromUs));
  const pings = events.filter(({ type }) => type === 'ping').length;
  return [
    counted,
    firstToken === null ? null : `first token after ${formatDurationUs(firstToken)}`,
    `last event after ${formatDurationUs(moments.at(-1) ?? null)}`,
    longest === 0 ? 'no pause' : `longest pause ${formatDurationUs(longest)}`,
    pings === 0 ? null : formatCounted(pings, 'ping'),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}
