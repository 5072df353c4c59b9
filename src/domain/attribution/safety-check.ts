import { memoryFiles } from './rules-for-memory.ts';
import type { AttributedRun } from './sections.ts';
import type { Source } from './source.ts';

const safetyCheck: Source = { kind: 'reminder', which: 'safety-check' };

/**
 * A text of the request by which auto mode has an action judged (CLI 2.1.330, no tools, another model): the user's memory files, each line set in by two blanks; then what was said and done so far, a JSON
 * line a block; then what is asked. What it says is quoted, so all of it is claimed.
 */
export function splitSafetyCheck(text: string): readonly AttributedRun[] {
  const whole = (source: Source): readonly AttributedRun[] => [{ end: text.length, source, confidence: 'claimed' }];
  const files = text.indexOf('<user_claude_md>\n');
  if (files !== -1) return memoryRuns(text, files);
  const speaker = /^\{"([^"\\]{1,200})":/.exec(text)?.[1];
  if (speaker === undefined) return whole(safetyCheck);
  if (speaker === 'user') return whole(text.includes('<subagent_hand_back>') ? { kind: 'subagent-result' } : { kind: 'user-input' });
  return whole({ kind: 'assistant-tool-call', tool: speaker });
}

function memoryRuns(text: string, from: number): readonly AttributedRun[] {
  const first = text.indexOf('Contents of ', from);
  const close = text.lastIndexOf('</user_claude_md>');
  if (first === -1 || close < first) return [{ end: text.length, source: safetyCheck, confidence: 'claimed' }];
  const files = memoryFiles(text.slice(first, close), close - first, true);
  return [
    { end: first, source: safetyCheck, confidence: 'claimed' },
    ...files.map(({ end, source }): AttributedRun => ({ end: first + end, source, confidence: 'claimed' })),
    { end: text.length, source: safetyCheck, confidence: 'claimed' },
  ];
}
