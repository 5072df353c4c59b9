import { z } from 'zod';

/** A command that the window offers, as the menu needs to know it. */
export const offeredCommand = z.object({ id: z.string().max(100), keys: z.array(z.string().max(40)).max(8).readonly(), isOff: z.boolean() });
export type OfferedCommand = z.infer<typeof offeredCommand>;

/** How this run of the app was started, as far as the settings have to say it. */
export const runView = z.object({
  /** Whether the command line states the proxy's port, so that the setting does not count in this run. */
  portIsStated: z.boolean(),
});
export type RunView = z.infer<typeof runView>;

/** Whether the proxy could listen on a port, in a sentence. `own` is the one it listens on now. */
export const portCheck = z.object({ state: z.enum(['free', 'own', 'taken', 'refused']), message: z.string() });
export type PortCheck = z.infer<typeof portCheck>;
