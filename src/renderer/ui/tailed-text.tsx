import { visibleText } from './visible-text.tsx';
import './tailed-text.css';

/** A name that may be that of a file: where there is not enough room for it, its folders are cut, and the file stays. */
export function TailedText({ text }: { readonly text: string }) {
  const [head, tail] = headAndTail(text);
  if (head === '') return <span className="tailed"><span className="tailed-tail">{visibleText(tail)}</span></span>;
  return (
    <span className="tailed">
      <span className="tailed-head">{visibleText(head)}</span>
      <span className="tailed-tail">{visibleText(tail)}</span>
    </span>
  );
}

/** The folders of a path with their last slash, and what follows; no head where the text is no path. */
function headAndTail(text: string): readonly [string, string] {
  const end = /^(?:~|[A-Za-z]:|\.{1,2})?[/\\].*[/\\](?=[^/\\]+$)/s.exec(text)?.[0].length ?? 0;
  return [text.slice(0, end), text.slice(end)];
}
