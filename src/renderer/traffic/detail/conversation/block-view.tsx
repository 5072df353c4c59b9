import type { ConversationBlock, TextPart } from '../../../../domain/conversation/conversation.ts';
import { jsonFace } from '../../../ui/json-face.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { indentedJson } from '../raw/indented-json.ts';
import { blockTexts, says } from './feed-items.ts';
import { Fold } from './fold.tsx';
import { ImageView, MediaLine, mediaWords } from './media-view.tsx';
import { useReading } from './reading.ts';
import { PartText, ShowAll, TextPartView } from './text-part.tsx';
import { ResultView, ToolCall } from './tool-call.tsx';

interface BlockViewProps {
  readonly block: ConversationBlock;
  /** `system`: all of it is the harness's, and folded. `result`: it is a tool's, which is folded already. */
  readonly within: 'message' | 'system' | 'result';
}

/** One block of a message. */
export function BlockView({ block, within }: BlockViewProps) {
  return (
    <>
      <Inside block={block} within={within} />
      {block.hasCacheMark && (
        <p className="talk-cache" title="cache_control: what stands before is asked to be cached">
          <span>cache mark</span>
        </p>
      )}
    </>
  );
}

function Inside({ block, within }: BlockViewProps) {
  const { find } = useReading();
  switch (block.kind) {
    case 'text':
      return within === 'result' ? (
        block.parts.map((part) => <ResultPart key={part.start} part={part} />)
      ) : (
        block.parts.map((part) => <TextPartView key={part.start} part={part} {...(within === 'system' ? { isFolded: true } : {})} />)
      );
    case 'thinking':
      if (block.isRedacted) return <MediaLine what="Thinking, redacted" words="The model's thinking, encrypted: only the API can read it." />;
      return (
        <Fold foldKey={`thinking:${block.start}`} name={<span className="talk-thinking">Thinking</span>} preview={blockTexts(block).join(' ')} opensAtFirst={blockTexts(block).some((text) => says(text, find))}>
          <div className="talk-thought">{block.parts.length === 0 ? <p className="dim">empty: only its signature was sent back</p> : block.parts.map((part) => <PartText key={part.start} part={part} />)}</div>
        </Fold>
      );
    case 'tool-use':
      return <ToolCall call={block} />;
    case 'tool-result':
      return (
        <Fold
          foldKey={`result:${block.start}`}
          group="tools"
          name={<strong>Result without a call</strong>}
          preview={blockTexts(block).join(' ')}
          aside={block.result.isError ? <span className="talk-trouble">error</span> : undefined}
          opensAtFirst={blockTexts(block).some((text) => says(text, find))}
        >
          <ResultView result={block.result} />
        </Fold>
      );
    case 'image':
      return <ImageView media={block.media} />;
    case 'document':
      return (
        <>
          <MediaLine what={mediaWords('Document', block.media)} words={block.title ?? block.media.address ?? ''} />
          {block.parts.map((part) => (
            <TextPartView key={part.start} part={part} />
          ))}
        </>
      );
    case 'other':
      return (
        <Fold foldKey={`other:${block.start}`} name={<span className="mono">{visibleText(block.type === '' ? 'block without a type' : block.type)}</span>} preview={block.json.text}>
          <pre className="talk-code">{jsonFace(indentedJson(block.json.text) ?? block.json.text)}</pre>
        </Fold>
      );
  }
}

/** What a tool says is seldom prose: as it stands, in the fixed font. What the harness put beside it is told apart. */
function ResultPart({ part }: { readonly part: TextPart }) {
  const { isTurned } = useReading();
  const kind = part.source?.kind;
  if (kind === 'reminder' || kind === 'hook' || kind === 'memory-file' || kind === 'subagent-result' || kind === 'skill-body') return <TextPartView part={part} isFolded={kind !== 'subagent-result'} />;
  if (part.isCut && isTurned(`all:${part.start}`)) return <PartText part={part} />;
  return (
    <>
      <pre className="talk-code">{visibleText(part.text)}</pre>
      {part.isCut && <ShowAll part={part} />}
    </>
  );
}
