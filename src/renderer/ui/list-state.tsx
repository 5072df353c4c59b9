import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './notice.css';

/** Where something is being read. It shows only when that takes a while. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <output className="state state-loading">
      <span className="spinner" aria-hidden="true" />
      Reading {what}…
    </output>
  );
}

/** Where something could not be read: why, and the way to try again. */
export function Failed({ what, why, onRetry }: { readonly what: string; readonly why: string; readonly onRetry?: () => void }) {
  return (
    <div className="state" role="alert">
      <strong>Could not read {what}</strong>
      <p>{why}</p>
      {onRetry !== undefined && <Button onPress={onRetry}>Try again</Button>}
    </div>
  );
}

/** Where there is nothing, and why that is so. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="state">
      <strong>{title}</strong>
      {children}
    </div>
  );
}
