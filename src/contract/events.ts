import { z } from 'zod';

/** What the main process announces: ids and the fact, never bodies. */
export const events = {
  /** Rows that are new or have changed since the last announcement. */
  exchangesStored: z.object({ ids: z.array(z.string()) }),
  exchangesAnalysed: z.object({ ids: z.array(z.string()) }),
  /** Rows are gone: deleted, or removed to make room. */
  exchangesDeleted: z.object({}),
  /** Something was rated, or a rating was withdrawn; `ids`: the requests whose own rating it is. */
  ratingsChanged: z.object({ ids: z.array(z.string()) }),
  /** A point in time was marked, named otherwise, or is marked no more. */
  markersChanged: z.object({}),
  statusChanged: z.object({}),
  /** Exports or imports have begun, come on, or ended. */
  transfersChanged: z.object({}),
  /** The test of the connection has come on, or ended. */
  selfTestChanged: z.object({}),
  /** The menu or the tray wants one of the commands that the window offers. */
  commandAsked: z.object({ id: z.string() }),
  /** The settings were changed from elsewhere than the window: the tray, or their file. */
  settingsChanged: z.object({}),
  /** "Remove everything" has come on, or ended. */
  removalChanged: z.object({}),
} as const;

export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>;
