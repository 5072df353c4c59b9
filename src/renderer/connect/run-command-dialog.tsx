import type { RunCommandView } from '../../contract/reach-view.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './connect.css';

interface RunCommandDialogProps {
  readonly view: RunCommandView;
  /** The words of the button that led here. */
  readonly button: string;
  readonly onWrite: () => void;
  readonly onClose: () => void;
}

/** What is written where, before it is. */
export function RunCommandDialog({ view: { file, text, newFolders, isOnPath }, button, onWrite, onClose }: RunCommandDialogProps) {
  return (
    <Dialog
      title="The command whence"
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" onPress={onWrite}>
            {button.replace('…', '')}
          </Button>
        </>
      }
    >
      <div className="connect-stack">
        <p>
          This file is written: <code className="connect-path">{file}</code>
        </p>
        {newFolders.length > 0 && (
          <p className="dim">
            These folders are made for it, and taken away with it when nothing else is in them: <span className="connect-path">{newFolders.join(', ')}</span>
          </p>
        )}
        {!isOnPath && <p className="dim">Terminals do not look into that folder yet. The line that makes them comes next.</p>}
        {/* It scrolls, so that it takes the focus. */}
        <pre className="connect-script" tabIndex={0} role="region" aria-label="The file">
          {text}
        </pre>
      </div>
    </Dialog>
  );
}
