import type { AuxiliaryPurpose } from '../../domain/thread/auxiliary-purpose.ts';

/** What Claude Code asks for itself, as its kind is called in the timeline. */
export const purposeWords: Readonly<Record<AuxiliaryPurpose, string>> = {
  title: 'session title',
  'web-fetch': 'fetched page',
  'web-search': 'web search',
  'count-tokens': 'token count',
  compaction: 'compaction',
  'side-question': 'side question',
  'safety-check': 'safety check',
  'quota-probe': 'quota check',
  topic: 'topic check',
  other: 'auxiliary',
};
