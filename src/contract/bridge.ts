import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { EventName, EventPayload } from './events.ts';

/** What the preload puts on `window.whence`: the whole of what the renderer can reach. */
export interface Bridge {
  readonly platform: string;
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Calls `listener` for each event of that name; the function returned stops it. */
  listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
}

/** What a call comes back as: its value, or a sentence for the user. Errors do not cross a process border as objects. */
export type CallReply<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string };

/** The IPC channel of calls, and of events. */
export const callChannel = 'whence:call';
export const eventChannel = 'whence:event';
