import { useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface CopyButtonProps {
  /** What is copied, for the name: "Copy address". */
  readonly what: string;
  readonly onCopy: () => Promise<void>;
  readonly look?: 'plain' | 'quiet';
  readonly wordless?: boolean;
}

// Long enough to be read, short enough not to be taken for a state.
const saidForMs = 1600;

/** Copies, and says for a moment that it did, or that it could not. */
export function CopyButton({ what, onCopy, look = 'quiet', wordless = false }: CopyButtonProps) {
  const [said, setSaid] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    try {
      await onCopy();
      setSaid('copied');
    } catch {
      setSaid('failed');
    }
    setTimeout(() => setSaid(null), saidForMs);
  };
  const word = said === 'copied' ? 'Copied' : said === 'failed' ? 'Not copied' : 'Copy';
  return (
    <>
      <Button look={look} label={`Copy ${what}`} hint={wordless ? `Copy ${what}` : ''} onPress={() => void copy()}>
        <Icon name={said === 'copied' ? 'done' : said === 'failed' ? 'warning' : 'copy'} size={12} />
        {!wordless && word}
      </Button>
      <output className="for-screen-readers">{said === null ? '' : word}</output>
    </>
  );
}
