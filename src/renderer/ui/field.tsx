import { useId, type ReactNode } from 'react';
import './page.css';

/** One setting of a page: its name, and the controls for it, which are its group. */
export function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="field">
      <h3 className="field-name" id={id}>
        {name}
      </h3>
      <div className="field-control" role="group" aria-labelledby={id}>
        {children}
      </div>
    </section>
  );
}
