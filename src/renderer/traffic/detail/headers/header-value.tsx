import { formatCounted } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { maskedParts } from '../raw/masked-parts.ts';
import './headers-tab.css';

/** A header's value, with what was masked of it said in words. */
export function HeaderValue({ value }: { readonly value: string }) {
  return maskedParts(value).map((part, index) =>
    part.masked ? (
      <span key={index} className="mask" title="Masked before it was stored: credentials are never kept. As long as what it hides.">
        masked, {formatCounted(part.text.length, 'character')}
      </span>
    ) : (
      <span key={index}>{visibleText(part.text)}</span>
    ),
  );
}
