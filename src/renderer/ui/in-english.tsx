import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';

/** Lets the kit say its own few words, for screen readers, in the language of ours, and not in that of the system. */
export function InEnglish({ children }: { readonly children: ReactNode }) {
  return <I18nProvider locale="en-US">{children}</I18nProvider>;
}
