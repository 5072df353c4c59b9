import type { SelfTestCheck } from '../../../contract/self-test-view.ts';

/** What one check of the self-test came to. */
export interface Finding {
  readonly state: Exclude<SelfTestCheck['state'], 'waiting'>;
  readonly sentence: string;
  readonly remedy: string | null;
  readonly command: string | null;
}

export function passed(sentence: string): Finding {
  return { state: 'passed', sentence, remedy: null, command: null };
}

export function skipped(sentence: string): Finding {
  return { state: 'skipped', sentence, remedy: null, command: null };
}

export function failed(sentence: string, remedy: string | null, command: string | null = null): Finding {
  return { state: 'failed', sentence, remedy, command };
}

export function warning(sentence: string, remedy: string | null, command: string | null = null): Finding {
  return { state: 'warning', sentence, remedy, command };
}
