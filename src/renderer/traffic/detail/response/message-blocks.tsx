import type { MessageView } from '../../../../contract/exchange-view.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { InputFields } from '../conversation/tool-input.tsx';
import { Prose } from '../conversation/text-part.tsx';

interface MessageBlocksProps {
  readonly blocks: MessageView['blocks'];
  readonly look: 'markdown' | 'plain';
}

/** The blocks of an answer in order. */
export function MessageBlocks({ blocks, look }: MessageBlocksProps) {
  return blocks.map((block, index) => (
    // The blocks of one message keep their order: the index is their name.
    <section key={index} className={`message-block message-${blockLook(block)}`}>
      {/* Plain text needs no title to be seen as what it is. */}
      <h3 className={block.type === 'text' ? 'for-screen-readers' : 'message-kind'}>
        {blockTitle(block.type)}
        {block.tool !== null && <code className="mono">{visibleText(block.tool)}</code>}
      </h3>
      <BlockText block={block} look={look} />
    </section>
  ));
}

function BlockText({ block, look }: { readonly block: MessageView['blocks'][number]; readonly look: MessageBlocksProps['look'] }) {
  if (block.text === '') return <p className="dim">empty</p>;
  if (block.type === 'redacted_thinking') return <p className="dim">Encrypted: only the API can read it.</p>;
  return blockLook(block) === 'call' ? <InputFields json={block.text} /> : <Prose text={block.text} look={look} />;
}

function blockLook(block: MessageView['blocks'][number]): 'thinking' | 'call' | 'text' {
  if (block.type === 'thinking' || block.type === 'redacted_thinking') return 'thinking';
  return block.type === 'text' ? 'text' : 'call';
}

const blockTitles: Readonly<Record<string, string>> = {
  text: 'Text',
  thinking: 'Thinking',
  redacted_thinking: 'Thinking, redacted',
  tool_use: 'Tool call',
  server_tool_use: 'Server tool call',
};

function blockTitle(type: string): string {
  return Object.hasOwn(blockTitles, type) ? (blockTitles[type] ?? type) : type;
}
