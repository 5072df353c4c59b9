import { unfoldAll } from '@codemirror/language';
import { openSearchPanel } from '@codemirror/search';
import { Compartment, EditorSelection, EditorState, Text } from '@codemirror/state';
import { EditorView, drawSelection, keymap } from '@codemirror/view';
import { bracketFolding, foldOutline } from './bracket-folding.ts';
import editorLook from './body-editor.css?inline';
import { hiddenMarks } from './hidden-marks.ts';
import type { JsonFold } from './indent-json.ts';
import { movementKeys } from './movement-keys.ts';
import type { PlacedSegment, TextRun } from './placed-segments.ts';
import { bodySearch, searchFor } from './search-panel.ts';
import { markedRun, markRun, segmentTints } from './segment-tints.ts';
import { textColours, type BodyLanguage } from './text-colours.ts';

export interface BodyText {
  /** What screen readers call it. */
  readonly label: string;
  readonly text: string;
  readonly language: BodyLanguage;
  readonly folds: readonly JsonFold[];
}

export interface BodyLook {
  /** Whether long lines are wrapped. From the first on: a body in one line, laid out as that, is wider than is quickly drawn. */
  readonly isWrapped: boolean;
  readonly segments: readonly PlacedSegment[];
}

/** A body in CodeMirror, to be read and not changed. Its styles go into the shadow root, where the window's policy lets them. */
export class BodyEditor {
  readonly view: EditorView;
  readonly #wrap = new Compartment();
  readonly #segments = new Compartment();
  readonly #folds: readonly JsonFold[];

  constructor(root: ShadowRoot, { label, text, language, folds }: BodyText, { isWrapped, segments }: BodyLook, onCaret: (place: number) => void) {
    this.#folds = folds;
    const look = new CSSStyleSheet();
    look.replaceSync(editorLook);
    // CodeMirror puts its own before these.
    root.adoptedStyleSheets = [look];
    const doc = Text.of(text.split('\n'));
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc,
        extensions: [
          // Any other line end is a character like others here: places must be those of the text.
          EditorState.lineSeparator.of('\n'),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true' }),
          drawSelection(),
          this.#segments.of(segmentTints(segments)),
          bracketFolding(folds, () => this.foldAll()),
          bodySearch,
          keymap.of([...movementKeys]),
          this.#wrap.of(isWrapped ? EditorView.lineWrapping : []),
          textColours(language),
          hiddenMarks,
          markedRun,
          EditorView.updateListener.of(({ selectionSet, state }) => {
            if (selectionSet) onCaret(state.selection.main.head);
          }),
        ],
      }),
    });
  }

  setLook({ isWrapped, segments }: BodyLook): void {
    this.view.dispatch({
      effects: [this.#wrap.reconfigure(isWrapped ? EditorView.lineWrapping : []), this.#segments.reconfigure(segmentTints(segments))],
    });
  }

  /** Puts the caret at the beginning of a run, marks it and scrolls to it. */
  show(run: TextRun): void {
    this.view.dispatch({
      selection: EditorSelection.cursor(run.from),
      effects: [markRun.of(run), EditorView.scrollIntoView(run.from, { y: 'start', yMargin: this.view.defaultLineHeight * 3 })],
    });
  }

  /** Puts more at the end of a text that still grows. */
  append(text: string): void {
    this.view.dispatch({ changes: { from: this.view.state.doc.length, insert: this.view.state.toText(text) } });
  }

  /** Opens the search; with a text that is looked for from elsewhere, which keeps the focus: who walks through a list goes on in it. */
  find(text: string | null): void {
    const focused = document.activeElement;
    openSearchPanel(this.view);
    if (text === null) return;
    searchFor(this.view, text);
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }

  unfoldAll(): void {
    unfoldAll(this.view);
  }

  foldAll(): boolean {
    return foldOutline(this.view, this.#folds);
  }

  destroy(): void {
    this.view.destroy();
  }
}
