import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CopyButton } from './copy-button.tsx';
import { whyNoMarkdown, type NoMarkdown } from './markdown-size.ts';
import { OrElse } from './or-else.tsx';
import { visibleNodes } from './visible-nodes.ts';
import { visibleText } from './visible-text.tsx';
import './markdown.css';
import './visible-text.css';

interface MarkdownProps {
  readonly text: string;
  /** Puts the address of a link on the clipboard: that is all that a link does. */
  readonly onCopyAddress: (address: string) => Promise<void>;
}

/**
 * Text of others as Markdown. It is never markup: HTML in it is text, links and images are their words with the address beside them, and nothing is
 * loaded or opened. What would be too much to take apart is shown as it stands, and says so.
 */
export const Markdown = memo(function Markdown({ text, onCopyAddress }: MarkdownProps) {
  const why = whyNoMarkdown(text);
  if (why !== null) {
    return (
      <>
        <p className="markdown-note">Shown as plain text: {reasons[why]}.</p>
        <PlainText text={text} />
      </>
    );
  }
  return (
    <OrElse renderError={() => <PlainText text={text} />}>
      <div className="markdown">
        <ReactMarkdown remarkPlugins={plugins} rehypePlugins={ownPlugins} components={componentsWith(onCopyAddress)} urlTransform={asItStands}>
          {text}
        </ReactMarkdown>
      </div>
    </OrElse>
  );
});

/** A text as it stands, in the font of the window. */
export function PlainText({ text }: { readonly text: string }) {
  return <div className="plain-text">{visibleText(text)}</div>;
}

const reasons: Readonly<Record<NoMarkdown, string>> = {
  'too-long': 'it is too long for Markdown',
  'too-nested': 'its Markdown is nested too deeply',
  'too-large-table': 'it has a table that is too large',
};

const plugins = [remarkGfm];
const ownPlugins = [visibleNodes];

/** An address is only ever shown: it need not be made safe, it must be told. */
function asItStands(address: string): string {
  return address;
}

const known = new WeakMap<MarkdownProps['onCopyAddress'], Components>();

/** The same for the same function, so that nothing is made anew. */
function componentsWith(onCopyAddress: MarkdownProps['onCopyAddress']): Components {
  const made = known.get(onCopyAddress) ?? {
    a: ({ href = '', children }) => (
      <span className="markdown-link">
        <span className="markdown-link-words">{children}</span> <Address address={href} onCopy={onCopyAddress} />
      </span>
    ),
    img: ({ src, alt = '' }) => (
      <span className="markdown-link">
        <span className="markdown-kind">Image, not loaded</span> {visibleText(alt)} <Address address={typeof src === 'string' ? src : ''} onCopy={onCopyAddress} />
      </span>
    ),
    // Its own headings are none of the window's.
    ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, ({ children }: { readonly children?: ReactNode }) => <p className={`markdown-heading markdown-${tag}`}>{children}</p>])),
    input: ({ checked }) => <span>{checked === true ? '☑' : '☐'}</span>,
  };
  known.set(onCopyAddress, made);
  return made;
}

/** One address stands in the page wherever a thousand links refer to it: of a longer one the beginning is shown. */
const mostAddressChars = 300;

function Address({ address, onCopy }: { readonly address: string; readonly onCopy: MarkdownProps['onCopyAddress'] }) {
  // A place within the text itself leads nowhere.
  if (address === '' || address.startsWith('#')) return null;
  return (
    <span className="markdown-address">
      <code>{visibleText(address.length > mostAddressChars ? `${address.slice(0, mostAddressChars)}…` : address)}</code>
      <CopyButton what={`the address ${address.slice(0, 100)}`} wordless onCopy={() => onCopy(address)} />
    </span>
  );
}
