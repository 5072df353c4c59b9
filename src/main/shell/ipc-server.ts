import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { callChannel, eventChannel, type CallReply } from '../../contract/bridge.ts';
import { calls, callsAfterRemoval } from '../../contract/calls.ts';
import type { CallName } from '../../contract/calls.ts';
import { events } from '../../contract/events.ts';
import type { EventName, EventPayload } from '../../contract/events.ts';
import type { Answers } from '../answers/answer-calls.ts';
import type { Engine } from '../engine.ts';
import { errorMessage } from '../error-message.ts';

/** What a window is served with, once it is there. */
export interface Served {
  readonly answers: Answers;
  readonly engine: Engine;
  /** Whether Whence is being removed, or was, so that little can be asked still. */
  readonly removal: () => 'not-begun' | 'under-way' | 'done';
}

/**
 * Answers the calls of one window and sends it the engine's events; calls that come before the engine is there wait for it. A call from any other frame than that window's own page,
 * of an unknown name, or with input that its schema refuses is not carried out.
 */
export function serveWindow(window: BrowserWindow, served: Promise<Served>): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown): Promise<CallReply<unknown>> => {
    if (!isOwnPage(event, window)) return { ok: false, message: 'This page may not call Whence.' };
    if (!isCallName(name)) return { ok: false, message: `There is no call named ${JSON.stringify(name)}.` };
    const parsed = calls[name].input.safeParse(input);
    if (!parsed.success) return { ok: false, message: `${name}: ${z.prettifyError(parsed.error)}` };
    try {
      const { answers, removal } = await served;
      const over = whyOver(name, removal());
      if (over !== null) return { ok: false, message: over };
      // The schema of `name` has just accepted the input, which the type of the table cannot say.
      const answer = answers[name] as (input: unknown) => unknown;
      return { ok: true, value: await answer(parsed.data) };
    } catch (error) {
      return { ok: false, message: errorMessage(error) };
    }
  });
  const listening = served.then(({ engine }) =>
    eventNames.map((name) =>
      engine.listen(name, (payload) => sendEvent(window, name, payload)),
    ),
  );
  window.on('closed', () => {
    ipcMain.removeHandler(callChannel);
    void listening.then((stops) => stops.forEach((stop) => stop()));
  });
}

/** Sends one window an event that no engine announces. */
export function sendEvent<Name extends EventName>(window: BrowserWindow, name: Name, payload: EventPayload<Name>): void {
  if (!window.isDestroyed()) window.webContents.send(eventChannel, name, payload);
}

const eventNames = Object.keys(events) as EventName[];

/** What writes nothing: the rest would bring back what a removal has just undone. */
const reading = /^(read|list|check|complete|compare|search)(?!ApiToken)/;

function whyOver(name: CallName, removal: ReturnType<Served['removal']>): string | null {
  if (removal === 'not-begun' || callsAfterRemoval.includes(name)) return null;
  if (removal === 'done') return 'Whence was removed. Quit it.';
  return name === 'removeEverything' || reading.test(name) ? null : 'Whence is being removed.';
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}

function isOwnPage(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  return !window.isDestroyed() && frame !== null && frame === window.webContents.mainFrame;
}
