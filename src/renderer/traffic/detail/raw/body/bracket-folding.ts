import { codeFolding, foldEffect, foldGutter, foldKeymap, foldService, unfoldAll } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { formatCounted } from '../../../../format/quantities.ts';
import type { JsonFold } from './indent-json.ts';

/** Folding at brackets that are known, wherever they are: the grammar has come no further than what was in sight. */
export function bracketFolding(folds: readonly JsonFold[], foldAll: () => boolean): Extension {
  const closes = new Map(folds.map(({ open, close }) => [open, close]));
  return [
    // What opens stands last in its line.
    foldService.of((_state, _lineStart, lineEnd) => {
      const close = closes.get(lineEnd);
      return close === undefined ? null : { from: lineEnd, to: close };
    }),
    codeFolding({ preparePlaceholder: (state, { from, to }) => linesWords(state.doc.lineAt(to).number - state.doc.lineAt(from).number - 1), placeholderDOM }),
    foldGutter({ markerDOM }),
    // Its own "fold all" would fold the whole body into one line.
    keymap.of([{ key: 'Ctrl-Alt-[', run: foldAll }, ...foldKeymap]),
  ];
}

/** Folds what is two levels deep, and what has nothing so deep in it: messages, tools and blocks, each to a line. */
export function foldOutline(view: EditorView, folds: readonly JsonFold[]): boolean {
  const inOrder = folds.toSorted((one, other) => one.open - other.open);
  const chosen = inOrder.filter(({ depth }, index) => depth === 2 || (depth === 1 && (inOrder[index + 1]?.depth ?? 0) < 2));
  view.dispatch({ effects: [...chosen.map(({ open, close }) => foldEffect.of({ from: open, to: close }))] });
  return true;
}

export { unfoldAll };

function linesWords(lines: number): string {
  return formatCounted(lines, 'line');
}

function placeholderDOM(_view: EditorView, onclick: (event: Event) => void, words: unknown): HTMLElement {
  const button = document.createElement('span');
  button.className = 'fold-placeholder';
  button.textContent = `… ${String(words)}`;
  button.title = 'Unfold';
  button.addEventListener('click', onclick);
  return button;
}

function markerDOM(isOpen: boolean): HTMLElement {
  const marker = document.createElement('span');
  marker.className = isOpen ? 'fold-marker' : 'fold-marker fold-marker-closed';
  marker.title = isOpen ? 'Fold' : 'Unfold';
  return marker;
}
