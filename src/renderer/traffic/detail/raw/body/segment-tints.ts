import { Facet, RangeSetBuilder, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, ViewPlugin, gutter, hoverTooltip, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import { sourceGroup } from '../../../../../domain/attribution/source.ts';
import { segmentAt, segmentsBetween, type PlacedSegment, type TextRun } from './placed-segments.ts';
import { segmentWords, shortSourceName } from './segment-words.ts';

const segmentsOf = Facet.define<readonly PlacedSegment[], readonly PlacedSegment[]>({ combine: ([segments = []]) => segments });

/** Each segment's text on the hue of its group, its source's name in the margin where it begins, and what is known of it below the pointer. */
export function segmentTints(segments: readonly PlacedSegment[]): Extension {
  return segments.length === 0 ? [] : [segmentsOf.of(segments), tints, sourceMargin, sourceTooltip];
}

// Neighbours of one group are told apart by two strengths of its hue.
function tintOf({ segment, index }: PlacedSegment): Decoration {
  return Decoration.mark({ class: `segment-text ${index % 2 === 0 ? 'segment-even' : 'segment-odd'} group-${sourceGroup(segment.source.kind)}` });
}

function tintsOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const segments = view.state.facet(segmentsOf);
  let end = 0;
  for (const { from, to } of view.visibleRanges) {
    for (const placed of segmentsBetween(segments, from, to)) {
      const start = Math.max(placed.from, from, end);
      end = Math.max(end, Math.min(placed.to, to));
      if (start < end) builder.add(start, end, tintOf(placed));
    }
  }
  return builder.finish();
}

const tints = ViewPlugin.define(
  (view: EditorView) => ({
    decorations: tintsOf(view),
    update(this: { decorations: DecorationSet }, update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || update.startState.facet(segmentsOf) !== update.state.facet(segmentsOf)) this.decorations = tintsOf(update.view);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);

/** The strip beside a line, with the names of what begins in it. */
class SourceStrip extends GutterMarker {
  readonly placed: PlacedSegment;
  readonly begins: readonly PlacedSegment[];

  constructor(placed: PlacedSegment, begins: readonly PlacedSegment[]) {
    super();
    this.placed = placed;
    this.begins = begins;
  }

  override eq(other: SourceStrip): boolean {
    return other.placed === this.placed && other.begins.length === this.begins.length && other.begins[0] === this.begins[0];
  }

  override toDOM(): HTMLElement {
    const strip = document.createElement('div');
    strip.className = `source-strip group-${sourceGroup(this.placed.segment.source.kind)}`;
    strip.title = (this.begins.length === 0 ? [this.placed] : this.begins).map(({ segment }) => segmentWords(segment)).join('\n');
    const name = document.createElement('span');
    const more = this.begins.length - 1;
    name.textContent = this.begins.length === 0 ? '' : `${shortSourceName(this.placed.segment.source)}${more > 0 ? ` +${more}` : ''}`;
    strip.append(name);
    return strip;
  }
}

const sourceMargin = gutter({
  class: 'source-margin',
  lineMarker: (view, line) => {
    // All sources of a body in one line say nothing beside it.
    if (view.state.doc.lines === 1) return null;
    const segments = view.state.facet(segmentsOf);
    const inLine = segmentsBetween(segments, line.from, Math.max(line.from + 1, line.to));
    const begins = inLine.filter(({ from }) => from >= line.from && from <= line.to).toSorted((one, other) => sizeOf(other) - sizeOf(one));
    const placed = begins[0] ?? inLine[0];
    return placed === undefined ? null : new SourceStrip(placed, begins);
  },
  lineMarkerChange: (update) => update.startState.facet(segmentsOf) !== update.state.facet(segmentsOf),
});

function sizeOf({ from, to }: PlacedSegment): number {
  return to - from;
}

const sourceTooltip = hoverTooltip((view, pos) => {
  const placed = segmentAt(view.state.facet(segmentsOf), pos);
  if (placed === null) return null;
  return {
    pos,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = `source-tooltip group-${sourceGroup(placed.segment.source.kind)}`;
      dom.textContent = segmentWords(placed.segment);
      return { dom };
    },
  };
}, { hoverTime: 500 });

/** Marks a run of the text, as one that was asked for; null for none. */
export const markRun = StateEffect.define<TextRun | null>();

export const markedRun = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marked, transaction) => {
    const asked = transaction.effects.findLast((effect) => effect.is(markRun));
    if (asked === undefined || !asked.is(markRun)) return marked;
    const run = asked.value;
    return run === null || run.from >= run.to ? Decoration.none : Decoration.set(Decoration.mark({ class: 'marked-run' }).range(run.from, run.to));
  },
  provide: (field) => EditorView.decorations.from(field),
});
