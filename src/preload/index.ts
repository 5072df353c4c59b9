import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel, type Bridge } from '../contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../contract/calls.ts';
import type { EventName, EventPayload } from '../contract/events.ts';

/** What the main process answers to a call. A refusal carries a sentence for the user. */
type Answer<Name extends CallName> =
  | { readonly ok: true; readonly value: CallOutput<Name> }
  | { readonly ok: false; readonly message: string };

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  // The main process has parsed the answer against the contract before it sent it.
  const answer: Answer<Name> = await ipcRenderer.invoke(callChannel, name, input);
  if (answer.ok) return answer.value;
  throw new Error(answer.message);
}

function listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
  // The Electron event stays here: it would hand the page the sender, and with it the whole of IPC.
  const hear = (_event: unknown, announced: EventName, payload: EventPayload<Name>) => {
    if (announced === name) listener(payload);
  };
  ipcRenderer.on(eventChannel, hear);
  return () => ipcRenderer.off(eventChannel, hear);
}

const bridge: Bridge = { platform: process.platform, call, listen };

contextBridge.exposeInMainWorld('whence', bridge);
