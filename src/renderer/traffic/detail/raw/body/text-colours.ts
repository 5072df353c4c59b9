import { jsonLanguage } from '@codemirror/lang-json';
import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from '@codemirror/view';

const looks: Readonly<Record<string, Decoration>> = {
  PropertyName: Decoration.mark({ class: 'json-key' }),
  Number: Decoration.mark({ class: 'json-literal' }),
  True: Decoration.mark({ class: 'json-literal' }),
  False: Decoration.mark({ class: 'json-literal' }),
  Null: Decoration.mark({ class: 'json-literal' }),
};

/** Keys and bare values of what is in sight, as far as the grammar has come; it goes on in the background. */
function coloursOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const tree = syntaxTree(view.state);
  for (const { from, to } of view.visibleRanges) {
    tree.iterate({
      from,
      to,
      enter: (node) => {
        const look = looks[node.name];
        if (look !== undefined && node.from < node.to) builder.add(node.from, node.to, look);
      },
    });
  }
  return builder.finish();
}

const jsonColours = ViewPlugin.define(
  (view: EditorView) => ({
    decorations: coloursOf(view),
    update(this: { decorations: DecorationSet }, update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) this.decorations = coloursOf(update.view);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);

const field = Decoration.mark({ class: 'event-field' });
const key = Decoration.mark({ class: 'json-key' });

const eventParts = new MatchDecorator({
  regexp: /^(?:event|data|id|retry)(?=:)|"(?:[^"\\]|\\.)*"(?=\s*:)/g,
  decoration: ([part]) => (part.startsWith('"') ? key : field),
});

const eventColours = ViewPlugin.define(
  (view: EditorView) => ({
    decorations: eventParts.createDeco(view),
    update(this: { decorations: DecorationSet }, update: ViewUpdate) {
      this.decorations = eventParts.updateDeco(update, this.decorations);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);

export type BodyLanguage = 'json' | 'events' | 'text';

/** How a text of this kind is coloured. */
export function textColours(language: BodyLanguage): Extension {
  if (language === 'json') return [jsonLanguage, jsonColours];
  return language === 'events' ? eventColours : [];
}
