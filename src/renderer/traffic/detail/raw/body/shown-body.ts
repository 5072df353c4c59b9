import type { BodyLanguage } from './text-colours.ts';
import { breakLongLines } from './broken-lines.ts';
import { byteOffsets, type ByteOffsets } from './byte-offsets.ts';
import { indentJson, type JsonFold } from './indent-json.ts';
import type { TextMap } from './placed-segments.ts';

/** A body made ready for reading, with what leads from its bytes to the places of the text that is shown. */
export interface ShownBody {
  readonly text: string;
  readonly language: BodyLanguage;
  readonly offsets: ByteOffsets;
  /** From the text as sent to the one that is shown; null where they are the same. */
  readonly map: TextMap | null;
  readonly folds: readonly JsonFold[];
  /** Whether lines that are too long to be drawn were broken. */
  readonly isBroken: boolean;
  /** Whether it can be indented at all. */
  readonly isJson: boolean;
}

export type BodyFace = 'indented' | 'sent';

/** Makes the text of a body ready. An event stream is shown as it came; what begins as JSON but is cut is coloured as such. */
export function shownBody(sent: string, contentType: string | null, face: BodyFace): ShownBody {
  const offsets = byteOffsets(sent);
  const isStream = contentType?.startsWith('text/event-stream') === true || /^(?:event|data):/.test(sent);
  const indented = isStream ? null : indentJson(sent);
  const isJson = indented !== null;
  if (indented !== null && face === 'indented') return { text: indented.text, language: 'json', offsets, map: indented, folds: indented.folds, isBroken: false, isJson };
  const broken = breakLongLines(sent);
  const language = isStream ? 'events' : isJson || /^\s*[[{]/.test(sent) ? 'json' : 'text';
  return { text: broken?.text ?? sent, language, offsets, map: broken, folds: [], isBroken: broken !== null, isJson };
}

/** What is looked for, spelled as it stands in a body of that language: in JSON its signs are escaped. */
export function spelledIn(text: string, language: BodyLanguage): string {
  return language === 'text' ? text : JSON.stringify(text).slice(1, -1);
}
