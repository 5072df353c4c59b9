import type { TextPart } from '../../../../domain/conversation/conversation.ts';
import { sourceGroup, type SourceKind } from '../../../../domain/attribution/source.ts';
import { copyText, useCall } from '../../../bridge/use-call.ts';
import { formatCount, formatCounted } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { Loading } from '../../../ui/list-state.tsx';
import { Markdown, PlainText } from '../../../ui/markdown.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { kindTitle, segmentTitle } from '../../../format/source-title.ts';
import { says } from './feed-items.ts';
import { Fold } from './fold.tsx';
import { useReading } from './reading.ts';

/** What people and the model say themselves. All else was put in beside it, and is folded. */
const spoken: ReadonlySet<SourceKind> = new Set(['user-input', 'agent-task', 'assistant-text', 'assistant-thinking', 'compaction-summary', 'unknown', 'mcp-prompt']);

/** A run of a text with one source: as it is where somebody speaks, else a line that unfolds, with the hue and the name of its source. */
export function TextPartView({ part, isFolded }: { readonly part: TextPart; readonly isFolded?: boolean }) {
  const { find } = useReading();
  const { source, text } = part;
  if (text.trim() === '' && !part.isCut) return null;
  const folds = isFolded ?? (source !== null && !spoken.has(source.kind));
  if (!folds || source === null) return <PartText part={part} />;
  const title = segmentTitle(source);
  return (
    <Fold
      foldKey={`part:${part.start}`}
      group={sourceGroup(source.kind)}
      opensAtFirst={says(text, find)}
      name={
        <>
          <strong>{visibleText(title)}</strong>
          {title !== kindTitle(source) && <span className="dim"> {kindTitle(source)}</span>}
        </>
      }
      aside={part.isCut ? `${formatCount(part.end - part.start)} bytes` : formatCounted(text.length, 'character')}
      preview={source.kind === 'slash-command' ? withoutMarks(text) : text}
    >
      <PartText part={part} />
    </Fold>
  );
}

/** The words of a command without the marks that the harness sets around them. */
function withoutMarks(text: string): string {
  return text.slice(0, 1000).replaceAll(/<\/?(?:local-)?command-[a-z]+>/g, ' ');
}

/** The text of a part, to its end where that was asked for. */
export function PartText({ part }: { readonly part: TextPart }) {
  const { isTurned, look } = useReading();
  const wantsAll = part.isCut && isTurned(`all:${part.start}`);
  return (
    <>
      {wantsAll ? <WholeText part={part} /> : <Prose text={part.text} look={look} />}
      {part.isCut && !wantsAll && <ShowAll part={part} />}
    </>
  );
}

/** Beneath the beginning of a text. */
export function ShowAll({ part }: { readonly part: TextPart }) {
  const { turn } = useReading();
  return (
    <p className="talk-more">
      <Button onPress={() => turn(`all:${part.start}`)}>
        Show all of it ({formatCount(part.end - part.start)} bytes; {part.text === '' ? 'none' : `the first ${formatCount(part.text.length)} characters`} shown)
      </Button>
    </p>
  );
}

function WholeText({ part }: { readonly part: TextPart }) {
  const { id, look } = useReading();
  const whole = useCall('readSegmentText', { id, start: part.start, end: part.end, decode: true });
  if (whole.isPending) return <Loading what="the text" />;
  if (whole.isError) return <p className="talk-trouble">The rest could not be read: {whole.error.message}</p>;
  return <Prose text={whole.data ?? part.text} look={look} />;
}

/** A text that somebody wrote, as the user wants to read it. */
export function Prose({ text, look }: { readonly text: string; readonly look: 'markdown' | 'plain' }) {
  return look === 'markdown' ? <Markdown text={text} onCopyAddress={copyText} /> : <PlainText text={text} />;
}
