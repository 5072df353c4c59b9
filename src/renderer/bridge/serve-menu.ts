import type { Bridge } from '../../contract/bridge.ts';

/** The register of the window's commands, as far as the menu needs it. */
interface Register {
  offered(): readonly { readonly id: string; readonly keys?: readonly string[]; readonly isOff?: boolean }[];
  subscribe(listener: () => void): () => void;
  run(id: string): void;
}

/** Tells the menu of the app what the window offers, whenever that changes, and carries out what is chosen there. */
export function serveMenu(bridge: Bridge, register: Register): void {
  let told = '';
  let isTelling = false;
  const tell = (): void => {
    // Parts of the window enter their commands one after the other: they are told together.
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(() => {
      isTelling = false;
      const commands = register.offered().map(({ id, keys = [], isOff = false }) => ({ id, keys: [...keys], isOff }));
      const look = JSON.stringify(commands);
      if (look === told) return;
      told = look;
      // A menu that was not told stays as it is: nothing else depends on it.
      void bridge.call('offerCommands', { commands }).catch(() => {});
    });
  };
  register.subscribe(tell);
  bridge.listen('commandAsked', ({ id }) => register.run(id));
}
