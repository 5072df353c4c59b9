import { MessageAssembly, type AssembledMessage } from './assembled-message.ts';
import type { StreamEvent } from './stream-events.ts';
import { parseWireJson } from './wire-json.ts';

/** The message as it stood when the first `count` of these events had come. */
export function messageAfter(events: readonly Pick<StreamEvent, 'data'>[], count: number): AssembledMessage {
  const assembly = new MessageAssembly();
  let whole = true;
  for (const { data } of events.slice(0, count)) {
    const event = parseWireJson(data);
    if (event === undefined) whole = false;
    else assembly.take(event);
  }
  return assembly.message(whole);
}
