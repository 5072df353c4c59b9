import { EditorSelection, type SelectionRange } from '@codemirror/state';
import type { Command, EditorView, KeyBinding } from '@codemirror/view';

type Move = (view: EditorView, range: SelectionRange) => SelectionRange;

/** The keys by which one walks through a text that cannot be changed, alone and with Shift to select. */
export const movementKeys: readonly KeyBinding[] = [
  ...keysOf('ArrowLeft', (view, range) => (range.empty ? view.moveByChar(range, false) : EditorSelection.cursor(range.from))),
  ...keysOf('ArrowRight', (view, range) => (range.empty ? view.moveByChar(range, true) : EditorSelection.cursor(range.to))),
  ...keysOf('Mod-ArrowLeft', (view, range) => view.moveByGroup(range, false)),
  ...keysOf('Mod-ArrowRight', (view, range) => view.moveByGroup(range, true)),
  ...keysOf('ArrowUp', (view, range) => view.moveVertically(range, false)),
  ...keysOf('ArrowDown', (view, range) => view.moveVertically(range, true)),
  ...keysOf('PageUp', (view, range) => view.moveVertically(range, false, pageHeight(view))),
  ...keysOf('PageDown', (view, range) => view.moveVertically(range, true, pageHeight(view))),
  ...keysOf('Home', (view, range) => view.moveToLineBoundary(range, false)),
  ...keysOf('End', (view, range) => view.moveToLineBoundary(range, true)),
  ...keysOf('Mod-Home', () => EditorSelection.cursor(0)),
  ...keysOf('Mod-End', (view) => EditorSelection.cursor(view.state.doc.length)),
  { key: 'Mod-a', run: (view) => select(view, EditorSelection.range(0, view.state.doc.length), false) },
];

function keysOf(key: string, move: Move): readonly KeyBinding[] {
  const alone: Command = (view) => select(view, EditorSelection.cursor(move(view, view.state.selection.main).head), true);
  const selecting: Command = (view) => {
    const { anchor, head } = view.state.selection.main;
    return select(view, EditorSelection.range(anchor, move(view, EditorSelection.cursor(head)).head), true);
  };
  return [{ key, run: alone, shift: selecting, preventDefault: true }];
}

function select(view: EditorView, range: SelectionRange, scrollIntoView: boolean): boolean {
  view.dispatch({ selection: EditorSelection.single(range.anchor, range.head), scrollIntoView, userEvent: 'select' });
  return true;
}

/** All that is in sight but a line, which stays for the eye to go on from. */
function pageHeight(view: EditorView): number {
  return Math.max(view.defaultLineHeight, view.scrollDOM.clientHeight - view.defaultLineHeight * 2);
}
