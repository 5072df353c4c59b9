import { Decoration, MatchDecorator, ViewPlugin, WidgetType, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';
import { hiddenRunPattern, hiddenRuns } from '../../../../ui/hidden-runs.ts';
import { maskCharacter } from '../../../../../domain/masking/mask.ts';

/** In the place of characters that are not seen and yet do something: a mark that names them. Copying gives the text as it is. */
class HiddenMark extends WidgetType {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  override eq(other: HiddenMark): boolean {
    return other.name === this.name;
  }

  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = 'hidden-mark';
    mark.textContent = this.name;
    mark.title = `Characters that cannot be seen: ${this.name}`;
    return mark;
  }
}

/** A line that is wrapped is drawn whole: with a mark at every second of its characters the window would stand still. Who sees so many is warned. */
const mostMarksOfLine = 1000;
const counted = { line: -1, at: -1, marks: 0 };

function isBeyondMost(line: number, at: number): boolean {
  // Lines are gone through in order; who comes back to the beginning counts anew.
  const goesOn = counted.line === line && counted.at < at;
  Object.assign(counted, { line, at, marks: goesOn ? counted.marks + 1 : 1 });
  return counted.marks > mostMarksOfLine;
}

const hidden = new MatchDecorator({
  regexp: new RegExp(hiddenRunPattern, 'gu'),
  decoration: ([run], view, pos) => {
    // The first half of a line end, in a text whose lines end with both.
    const line = view.state.doc.lineAt(pos);
    if (run === '\r' && line.to === pos + 1) return null;
    if (isBeyondMost(line.number, pos)) return null;
    return Decoration.replace({ widget: new HiddenMark(hiddenRuns(run)[0]?.name ?? '') });
  },
});

// A credential is at least as long; shorter runs are ornaments of texts.
const masked = new MatchDecorator({
  regexp: new RegExp(`[${maskCharacter}]{8,}`, 'g'),
  decoration: Decoration.mark({ class: 'masked', attributes: { title: 'Stars: most likely a credential that was masked before it was stored' } }),
});

/** What cannot be seen, and what was masked, marked where it is in sight. */
export const hiddenMarks = [hidden, masked].map((decorator) =>
  ViewPlugin.define(
    (view: EditorView) => ({
      decorations: decorator.createDeco(view),
      update(this: { decorations: DecorationSet }, update: ViewUpdate) {
        this.decorations = decorator.updateDeco(update, this.decorations);
      },
    }),
    { decorations: ({ decorations }) => decorations },
  ),
);
