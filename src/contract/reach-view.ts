import { z } from 'zod';

/** The terminals that were found on this machine, the usual one first, and the line that does the same by hand. */
export const terminalsView = z.object({
  terminals: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  line: z.string(),
});
export type TerminalsView = z.infer<typeof terminalsView>;

const shellLine = z.object({ shell: z.string(), line: z.string() });

/** The command `whence`: where it is, or would be written, and whether a terminal finds it there. */
export const runCommandView = z.object({
  file: z.string(),
  /** What is written there, to be read before. */
  text: z.string(),
  /** Folders that are not there yet, and would be made. */
  newFolders: z.array(z.string()).readonly(),
  /** `outdated`: ours, of another version of Whence. `other-whence`: that of another data directory. `foreign`: not ours at all. */
  state: z.enum(['absent', 'installed', 'outdated', 'other-whence', 'foreign']),
  /** For `other-whence`: its data directory. */
  otherDataDir: z.string().nullable(),
  /** Whether new terminals look in the folder. */
  isOnPath: z.boolean(),
  /** What puts the folder on the path, for each shell; none where it is there. */
  pathLines: z.array(shellLine).readonly(),
  /** Another program of this name that is found before ours. */
  shadowedBy: z.string().nullable(),
  /** How claude is started through it, for each shell, the user's own first. */
  useLines: z.array(shellLine).readonly(),
});
export type RunCommandView = z.infer<typeof runCommandView>;

/** How claude elsewhere reaches the proxy and the certificate: for each place the steps, in order, and what there is to know. */
export const elsewhereView = z
  .array(
    z.object({
      key: z.string(),
      name: z.string(),
      about: z.string(),
      steps: z.array(z.object({ what: z.string(), line: z.string() })).readonly(),
      /** What else there is to know. */
      note: z.string().nullable(),
      /** What speaks against it. */
      caution: z.string().nullable(),
    }),
  )
  .readonly();
export type ElsewhereView = z.infer<typeof elsewhereView>;
