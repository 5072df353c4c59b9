import { formatCount, formatDurationUs } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { speeds, type Replay } from './use-replay.ts';

interface ReplayBarProps {
  readonly replay: Replay;
  readonly total: number;
  /** False where no times are known: then it is gone through event by event. */
  readonly hasTimes: boolean;
}

/** Plays the stream as it came, and goes to any moment of it. */
export function ReplayBar({ replay, total, hasTimes }: ReplayBarProps) {
  const { at, count, end } = replay;
  const words = hasTimes ? `${formatDurationUs(at)} of ${formatDurationUs(end)}` : `event ${formatCount(count)} of ${formatCount(total)}`;
  return (
    <div className="replay">
      <Button look="quiet" label="Previous event" hint="Previous event (←)" disabled={count === 0} onPress={() => replay.goToCount(count - 1)}>
        <Icon name="left" size={12} />
      </Button>
      {hasTimes && (
        <Button label={replay.isPlaying ? 'Pause the replay' : 'Replay as it came'} hint={replay.isPlaying ? 'Pause (Space)' : 'Replay as it came (Space)'} onPress={replay.playOrPause}>
          <Icon name={replay.isPlaying ? 'pause' : 'play'} size={12} />
          {replay.isPlaying ? 'Pause' : 'Replay'}
        </Button>
      )}
      <Button look="quiet" label="Next event" hint="Next event (→)" disabled={count === total} onPress={() => replay.goToCount(count + 1)}>
        <Icon name="right" size={12} />
      </Button>
      <input
        className="replay-slider"
        type="range"
        min={0}
        max={hasTimes ? end : total}
        // With whole steps the end, which is seldom one, could not be reached.
        step={hasTimes ? 'any' : 1}
        value={hasTimes ? at : count}
        aria-label="Moment of the stream"
        aria-valuetext={words}
        onChange={(event) => (hasTimes ? replay.goTo(event.target.valueAsNumber) : replay.goToCount(event.target.valueAsNumber))}
      />
      <span className="replay-words figure">{words}</span>
      {hasTimes && <Segmented label="Speed of the replay" value={replay.speed} choices={speeds.map((value) => ({ value, name: `${value}×` }))} onChange={replay.setSpeed} />}
    </div>
  );
}
