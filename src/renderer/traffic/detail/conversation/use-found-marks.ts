import { useEffect } from 'react';

const highlightName = 'found';
const mostMarks = 500;

/** Marks what is looked for in the texts of an element, also as they come and go, without changing them. */
export function useFoundMarks(element: HTMLElement | null, find: string): void {
  useEffect(() => {
    if (element === null || find === '') return undefined;
    const mark = () => CSS.highlights.set(highlightName, new Highlight(...rangesSaying(element, find)));
    const observer = new MutationObserver(mark);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    mark();
    return () => {
      observer.disconnect();
      CSS.highlights.delete(highlightName);
    };
  }, [element, find]);
}

function rangesSaying(element: HTMLElement, find: string): readonly Range[] {
  const wanted = find.toLowerCase();
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null && ranges.length < mostMarks; node = texts.nextNode()) {
    const text = (node.nodeValue ?? '').toLowerCase();
    for (let at = text.indexOf(wanted); at !== -1 && ranges.length < mostMarks; at = text.indexOf(wanted, at + wanted.length)) {
      // Few letters change their length with their case.
      if (at + wanted.length > (node.nodeValue ?? '').length) break;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}
