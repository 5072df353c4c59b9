import type { ConversationBlock, ToolResult } from '../../../../domain/conversation/conversation.ts';
import { formatCounted } from '../../../format/quantities.ts';
import { Icon } from '../../../ui/icon.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { BlockView } from './block-view.tsx';
import { blockTexts, says } from './feed-items.ts';
import { Fold } from './fold.tsx';
import { useReading } from './reading.ts';
import { callSummary } from './tool-words.ts';
import { ToolInput } from './tool-input.tsx';

type Call = Extract<ConversationBlock, { kind: 'tool-use' }>;

/** A call of a tool as one line; its input, and the result below, when it is unfolded. */
export function ToolCall({ call }: { readonly call: Call }) {
  const { find } = useReading();
  return (
    <Fold
      foldKey={`call:${call.start}`}
      group={call.tool.startsWith('mcp__') ? 'mcp' : 'tools'}
      opensAtFirst={blockTexts(call).some((text) => says(text, find))}
      name={<strong className="mono">{visibleText(call.tool)}</strong>}
      preview={callSummary(call.input.text)}
      aside={<ResultWords result={call.result} />}
    >
      <h4 className="talk-kind">Input</h4>
      <ToolInput json={call.input} />
      {call.result !== null && <ResultView result={call.result} />}
    </Fold>
  );
}

function ResultWords({ result }: { readonly result: ToolResult | null }) {
  if (result === null) return 'no result here';
  const chars = result.items.flatMap(blockTexts).reduce((sum, text) => sum + text.length, 0);
  const images = result.items.filter(({ kind }) => kind === 'image').length;
  const size = images > 0 ? formatCounted(images, 'image') : formatCounted(chars, 'character');
  if (!result.isError) return <>→ {size}</>;
  return (
    <span className="talk-trouble">
      <Icon name="warning" size={11} /> error · {size}
    </span>
  );
}

/** What a tool gave back. */
export function ResultView({ result }: { readonly result: ToolResult }) {
  return (
    <>
      <h4 className={`talk-kind ${result.isError ? 'talk-trouble' : ''}`}>{result.isError ? 'Result: error' : 'Result'}</h4>
      {result.items.length === 0 && <p className="dim">empty</p>}
      {result.items.map((item) => (
        <BlockView key={item.start} block={item} within="result" />
      ))}
    </>
  );
}
