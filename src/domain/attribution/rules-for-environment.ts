import type { RequestIndex } from './request-index.ts';
import { openRule, paragraphRule, type SectionRule } from './section-rule.ts';

/** Where and when the session takes place (CLI 2.1.197 and 2.1.330). */
export const environmentRules: readonly SectionRule[] = [
  { ...paragraphRule('environment', '# Environment\nYou have been invoked', { kind: 'environment', part: 'cwd' }), isDue: saysWhereInMessages },
  paragraphRule('environment changed', '# Environment\n', { kind: 'environment', part: 'cwd' }, /# Environment\nThe environment has changed/y),
  { ...paragraphRule('model', 'You are powered by the model named ', { kind: 'environment', part: 'model' }), isDue: saysWhereInMessages },
  { ...paragraphRule('date', "Today's date is ", { kind: 'environment', part: 'date' }), isDue: saysWhereInMessages },
  paragraphRule('date change', "The date has changed. Today's date is now ", { kind: 'environment', part: 'date' }),
  paragraphRule('UTC date', 'The UTC date is ', { kind: 'environment', part: 'date' }),
  openRule('memory section', '# Memory\n\nYou have a persistent', { kind: 'system-prompt', section: 'Memory' }),
  openRule('auto memory section', '# auto memory\n', { kind: 'system-prompt', section: 'auto memory' }),
  openRule('attribution', 'Attribution for git commits and pull requests you create', { kind: 'environment', part: 'attribution' }),
];

/** CLI 2.1.197 and older say directory, model and date elsewhere: in the system prompt, and with the memory files. */
function saysWhereInMessages({ isNewerThan197 }: RequestIndex): boolean | null {
  return isNewerThan197;
}
