import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { BodyEditor, type BodyLook, type BodyText } from './body-editor.ts';

/**
 * Keeps an editor of the text in the element. A text that goes on where the one before ended is put behind it; any other has an
 * editor of its own.
 */
export function useBodyEditor(host: RefObject<HTMLElement | null>, body: BodyText, look: BodyLook, onCaret: (place: number) => void): BodyEditor | null {
  const [editor, setEditor] = useState<BodyEditor | null>(null);
  const current = useRef<{ readonly editor: BodyEditor; readonly body: BodyText } | null>(null);
  const latest = useRef({ look, onCaret });
  useLayoutEffect(() => {
    latest.current = { look, onCaret };
  });
  useEffect(() => {
    const element = host.current;
    const before = current.current;
    if (element === null || before?.body === body) return;
    if (before !== null && isContinued(before.body, body)) {
      before.editor.append(body.text.slice(before.body.text.length));
      current.current = { editor: before.editor, body };
      return;
    }
    before?.editor.destroy();
    const made = new BodyEditor(element.shadowRoot ?? element.attachShadow({ mode: 'open' }), body, latest.current.look, (place) => latest.current.onCaret(place));
    current.current = { editor: made, body };
    setEditor(made);
    latest.current.onCaret(0);
  }, [host, body]);
  useEffect(() => current.current?.editor.setLook(look), [look]);
  useEffect(
    () => () => {
      current.current?.editor.destroy();
      current.current = null;
    },
    [],
  );
  return editor;
}

function isContinued(before: BodyText, after: BodyText): boolean {
  return before.folds.length === 0 && after.folds.length === 0 && before.label === after.label && before.language === after.language && after.text.startsWith(before.text);
}
