import type { BodyLanguage } from './text-colours.ts';
import { byteOffsets, type ByteOffsets } from './byte-offsets.ts';
import { indentJson, type IndentedJson } from './indent-json.ts';

/** A body made ready for reading, with what leads from its bytes to the places of the text that is shown. */
export interface ShownBody {
  readonly text: string;
  readonly language: BodyLanguage;
  readonly offsets: ByteOffsets;
  /** What is shown, where that is not the text as sent. */
  readonly indented: IndentedJson | null;
  /** Whether it can be indented at all. */
  readonly isJson: boolean;
}

export type BodyFace = 'indented' | 'sent';

/** Makes the text of a body ready. An event stream is shown as it came; what begins as JSON but is cut is coloured as such. */
export function shownBody(sent: string, contentType: string | null, face: BodyFace): ShownBody {
  const offsets = byteOffsets(sent);
  if (contentType?.startsWith('text/event-stream') === true || /^(?:event|data):/.test(sent)) {
    return { text: sent, language: 'events', offsets, indented: null, isJson: false };
  }
  const indented = indentJson(sent);
  const language = indented !== null || /^\s*[[{]/.test(sent) ? 'json' : 'text';
  if (indented === null || face === 'sent') return { text: sent, language, offsets, indented: null, isJson: indented !== null };
  return { text: indented.text, language, offsets, indented, isJson: true };
}

/** What is looked for, spelled as it stands in a body of that language: in JSON its signs are escaped. */
export function spelledIn(text: string, language: BodyLanguage): string {
  return language === 'text' ? text : JSON.stringify(text).slice(1, -1);
}
