import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, eventChannel, type Bridge, type CallReply } from '../contract/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../contract/calls.ts';
import type { EventName, EventPayload } from '../contract/events.ts';

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  // Our own main process answers, and the type-checker holds its answers to the contract: they are not parsed again.
  const reply: CallReply<CallOutput<Name>> = await ipcRenderer.invoke(callChannel, name, input);
  if (reply.ok) return reply.value;
  throw new Error(reply.message);
}

type Hearer = (announced: EventName, payload: unknown) => void;
const hearers = new Set<Hearer>();

// The Electron event stays here: it would hand the page the sender, and with it the whole of IPC.
ipcRenderer.on(eventChannel, (_event: unknown, announced: EventName, payload: unknown) => {
  for (const hear of hearers) hear(announced, payload);
});

function listen<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
  const hear: Hearer = (announced, payload) => {
    // Our own main process announces it, and the type-checker holds it to the contract.
    if (announced === name) listener(payload as EventPayload<Name>);
  };
  hearers.add(hear);
  return () => hearers.delete(hear);
}

const bridge: Bridge = { platform: process.platform, call, listen };

contextBridge.exposeInMainWorld('whence', bridge);
