import { authoredRule, firstLine, openRule, paragraphRule, type SectionRule } from './section-rule.ts';

const styleActive = /([^\n]{1,80}) output style is active\. /y;

/** What is asked of the model for as long as a mode, a style or a language is chosen (CLI 2.1.197 and 2.1.330). */
export const modeRules: readonly SectionRule[] = [
  openRule('plan mode', 'Plan mode is active.', { kind: 'mode', name: 'plan' }),
  openRule('plan mode goes on', 'Plan mode still active', { kind: 'mode', name: 'plan' }),
  openRule('plan mode entered again', '## Re-entering Plan Mode', { kind: 'mode', name: 'plan' }),
  openRule('plan mode left', '## Exited Plan Mode', { kind: 'mode', name: 'plan' }),
  authoredRule('plan file', 'A plan file exists from plan mode at: ', { kind: 'mode', name: 'plan' }),
  openRule('auto mode', 'While auto mode is active:', { kind: 'mode', name: 'auto' }),
  openRule('auto mode entered', '## Auto Mode Active', { kind: 'mode', name: 'auto' }),
  openRule('auto mode left', '## Exited Auto Mode', { kind: 'mode', name: 'auto' }),
  openRule('bypass mode', 'While bypass permissions mode is active:', { kind: 'mode', name: 'bypassPermissions' }),
  openRule('ultra mode', 'Ultracode is on', { kind: 'mode', name: 'ultracode' }),
  authoredRule('output style', '# Output Style: ', (section) => ({ kind: 'output-style', name: firstLine(section).slice('# Output Style: '.length) })),
  paragraphRule('output style reset', 'The output style was reset to the default.', { kind: 'output-style' }),
  paragraphRule(
    'output style reminder',
    '',
    (section) => {
      styleActive.lastIndex = 0;
      return { kind: 'output-style', name: styleActive.exec(section)?.[1] ?? '' };
    },
    styleActive,
  ),
  openRule('language', '# Language\nAlways respond in ', { kind: 'environment', part: 'language' }),
  paragraphRule('language cleared', 'The language preference was cleared.', { kind: 'environment', part: 'language' }),
];
