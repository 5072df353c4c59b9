import type { Bulletin } from './bulletin.ts';
import { AwayJournals } from './proxy/standby/away-journals.ts';
import type { StandbyReport } from './proxy/standby/standby-settings.ts';
import type { RecorderHandle } from './recorder/recorder-handle.ts';
import type { UnseenPassage } from './relayed/unseen-passage.ts';
import type { StoreReads } from './store/reads.ts';

/** What the engine hears of its standby, and of those before it, on its way to the status and to rows. */
export class StandbyNews {
  readonly #bulletin: Bulletin;
  readonly #recorder: Pick<RecorderHandle, 'takePassedWhileAway'>;
  readonly #journals: AwayJournals;
  #report: StandbyReport;
  #others = 0;

  constructor(dataDir: string, bulletin: Bulletin, recorder: Pick<RecorderHandle, 'takePassedWhileAway'>, store: Pick<StoreReads, 'readRows'>) {
    this.#bulletin = bulletin;
    this.#recorder = recorder;
    this.#journals = new AwayJournals(dataDir, (passages) => areRecorded(passages, store));
    this.#report = bulletin.figures.standby;
  }

  take(report: StandbyReport): void {
    this.#report = report;
    this.#tell();
  }

  /** Turns what was noted while nobody recorded into rows. To be called at the start, and again whenever an earlier standby has ended. */
  readJournals(): void {
    const { passages, others, leftOut, unreadable } = this.#journals.read();
    if (passages.length > 0) this.#recorder.takePassedWhileAway(passages);
    this.#others = others;
    this.#tell();
    if (leftOut > 0) {
      this.#bulletin.addNotice(
        `While Whence was not running, ${leftOut} more connections to listed hosts passed through unseen than are in the list: there was no room to note each.`,
      );
    }
    if (unreadable > 0) {
      this.#bulletin.addNotice(
        `Of what was noted while Whence was not running, ${unreadable} lines could not be read. Connections of that time may be missing in the list.`,
      );
    }
  }

  #tell(): void {
    const { state, message } = this.#report;
    const away = this.#others === 0 ? '' : ` While Whence was not running, ${this.#others} connections to hosts that are not listed passed through it too.`;
    this.#bulletin.update({ standby: { state, message: `${message}${away}` } });
  }
}

function areRecorded(passages: readonly UnseenPassage[], store: Pick<StoreReads, 'readRows'>): boolean {
  try {
    const ends = new Map(store.readRows(passages.map(({ id }) => id)).map(({ id, timing }) => [id, timing.responseDeliveredAtUs]));
    return passages.every(({ id, endedAtUs }) => ends.has(id) && (endedAtUs === null || ends.get(id) === endedAtUs));
  } catch {
    // The database is busy, or closed by now: what is not sure to be there is read again.
    return false;
  }
}
