import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './notice.css';

interface NoticeProps {
  readonly tone: 'bad' | 'warn' | 'good';
  readonly children: ReactNode;
  /** Said at once by a screen reader: for what has just happened, not for what merely stands there. */
  readonly announced?: boolean;
}

/** A sentence that wants attention, with a sign as well as a colour. */
export function Notice({ tone, children, announced = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={announced ? 'status' : undefined}>
      <Icon name={tone === 'good' ? 'done' : 'warning'} />
      <div className="notice-text">{children}</div>
    </div>
  );
}
