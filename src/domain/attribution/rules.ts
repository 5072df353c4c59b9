import { environmentRules } from './rules-for-environment.ts';
import { fileRules } from './rules-for-files.ts';
import { hookRules } from './rules-for-hooks.ts';
import { listingRules } from './rules-for-listings.ts';
import { mcpRules } from './rules-for-mcp.ts';
import { memoryRules } from './rules-for-memory.ts';
import { modeRules } from './rules-for-modes.ts';
import { reminderRules } from './rules-for-reminders.ts';
import { skillRules } from './rules-for-skills.ts';
import { toolListRules } from './rules-for-tool-lists.ts';
import type { SectionRule } from './section-rule.ts';

/** Rises with every change of a rule, and of what is read beside the sources, so that stored exchanges can be attributed again. */
export const ruleVersion = 4;

/**
 * Every section the harness is known to write, read off CLI 2.1.197 and 2.1.330. One table for all places and dialects:
 * messages of the role "system" (several sections in one text), `<system-reminder>` blocks, and reminders that were
 * merged into a tool result. Of rules with the same beginning the first one counts.
 */
export const sectionRules: readonly SectionRule[] = [
  ...listingRules,
  ...skillRules,
  ...toolListRules,
  ...mcpRules,
  ...memoryRules,
  ...environmentRules,
  ...fileRules,
  ...modeRules,
  ...reminderRules,
  ...hookRules,
];
