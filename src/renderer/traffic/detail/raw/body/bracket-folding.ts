import { codeFolding, foldEffect, foldGutter, foldKeymap, foldService } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
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
    codeFolding({ preparePlaceholder: foldedWords, placeholderDOM }),
    foldGutter({ markerDOM }),
    // Its own "fold all" would fold the whole body into one line.
    keymap.of([{ key: 'Ctrl-Alt-[', run: foldAll }, ...foldKeymap]),
  ];
}

/** Folds what is two levels deep, and what has nothing so deep in it: messages, tools and blocks, each to a line. */
export function foldOutline(view: EditorView, folds: readonly JsonFold[]): boolean {
  const inOrder = folds.toSorted((one, other) => one.open - other.open);
  const chosen = inOrder.filter(({ depth }, index) => depth === 2 || (depth === 1 && (inOrder[index + 1]?.depth ?? 0) < 2));
  view.dispatch({
    effects: [...chosen.map(({ open, close }) => foldEffect.of({ from: open, to: close })), EditorView.scrollIntoView(view.state.selection.main.head)],
  });
  return true;
}

/** What stands first in a folded part, as `role: user`, and how many lines it has. */
function foldedWords(state: EditorState, { from, to }: { readonly from: number; readonly to: number }): string {
  const [first, last] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number];
  const [, name, value] = /^\s*"(role|name|type)": "([^"\\]{1,60})"/.exec(state.doc.line(Math.min(first + 1, state.doc.lines)).text.slice(0, 200)) ?? [];
  const lines = formatCounted(last - first - 1, 'line');
  return name === undefined || value === undefined ? lines : `${name}: ${value} · ${lines}`;
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
