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

/** A body in CodeMirror, to be read and not changed. Its styles go into the shadow root, where the window's policy lets them. */
export class BodyEditor {
  readonly view: EditorView;
  readonly #wrap = new Compartment();
  readonly #segments = new Compartment();
  readonly #folds: readonly JsonFold[];

  constructor(root: ShadowRoot, { label, text, language, folds }: BodyText, onCaret: (place: number) => void) {
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
          this.#segments.of([]),
          bracketFolding(folds, () => this.foldAll()),
          bodySearch,
          keymap.of([...movementKeys]),
          this.#wrap.of([]),
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

  setWrap(isOn: boolean): void {
    this.view.dispatch({ effects: this.#wrap.reconfigure(isOn ? EditorView.lineWrapping : []) });
  }

  setSegments(segments: readonly PlacedSegment[]): void {
    this.view.dispatch({ effects: this.#segments.reconfigure(segmentTints(segments)) });
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

  /** Opens the search, with this text in it where one is given. */
  find(text: string | null): void {
    openSearchPanel(this.view);
    if (text !== null) searchFor(this.view, text);
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
