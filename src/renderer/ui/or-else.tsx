import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import './notice.css';

interface OrElseProps {
  /** What stands in its place, with the way to draw it once more. */
  readonly renderError: (error: Error, onAgain: () => void) => ReactNode;
  readonly children: ReactNode;
}

interface Drawing {
  readonly error: Error | null;
}

/** What it holds, and something else where that cannot be drawn: a fault in one part must not take the window with it. */
export class OrElse extends Component<OrElseProps, Drawing> {
  override readonly state: Drawing = { error: null };

  static getDerivedStateFromError(error: unknown): Drawing {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : this.props.renderError(error, () => this.setState({ error: null }));
  }
}

/** A part of the window, and where it cannot be drawn a word that says so. `what` begins a sentence: "Timing". */
export function Guarded({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <OrElse
      renderError={(error, onAgain) => (
        <div className="state" role="alert">
          <strong>{what} could not be shown</strong>
          <p>That is a fault of Whence ({error.message}). What was recorded is kept, and the rest of the window goes on.</p>
          <Button onPress={onAgain}>Try again</Button>
        </div>
      )}
    >
      {children}
    </OrElse>
  );
}
