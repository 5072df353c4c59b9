import type { Desktop } from '../../answers/desktop.ts';
import { absent, present, type RemovalStep } from './removal-step.ts';

/** Takes out what was applied because of findings. What leads back goes with the data: what could not be taken out is left to the user, who is told what it is. */
export function remediesStep(remedies: Pick<Desktop['remedies'], 'list' | 'undoAll'>): RemovalStep {
  return {
    id: 'remedies',
    name: 'What was applied in settings of Claude Code',
    look: async () => {
      const { applied, trouble } = await remedies.list();
      if (trouble !== null) return present(trouble);
      const files = [...new Set(applied.map(({ file }) => file))];
      if (files.length === 0) return absent('no remedy was applied');
      return present('It is taken out; the rest of these files stays as it is. Left out, it stays in effect, and the copies of the files as they were before go with the data.', files);
    },
    remove: async () => {
      const { trouble } = await remedies.list();
      if (trouble !== null) return { done: false, message: trouble, manualCommand: null };
      const { undone, failed } = await remedies.undoAll();
      if (failed.length > 0) return { done: false, message: `${failed.join(' ')} Take it out of the file by hand, if you want it gone: nothing leads back to how the file was once the data is deleted.`, manualCommand: null };
      return { done: true, message: undone === 1 ? 'One change was undone.' : `${undone} changes were undone.` };
    },
  };
}
