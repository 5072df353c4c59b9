import { CopyButton } from './copy-button.tsx';
import './notice.css';

interface CommandLineProps {
  readonly command: string;
  readonly what: string;
  readonly onCopy: (text: string) => Promise<void>;
}

/** A line to be run elsewhere, whole and copyable. */
export function CommandLine({ command, what, onCopy }: CommandLineProps) {
  return (
    <div className="command">
      <code>{command}</code>
      <CopyButton what={what} onCopy={() => onCopy(command)} />
    </div>
  );
}
