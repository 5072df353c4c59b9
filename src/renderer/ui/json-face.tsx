import type { ReactNode } from 'react';
import { visibleText } from './visible-text.tsx';
import './long-text.css';

const propertyLine = /^(\s*)("(?:[^"\\]|\\.)*")(: )(.*)$/;
const bareValue = /^(-?\d[\d.eE+-]*|true|false|null)(,?)$/;

/** Pretty-printed JSON with its keys and bare values coloured: one pass over lines, no parser. */
export function jsonFace(piece: string): ReactNode {
  return piece.split('\n').map((line, index) => {
    const [, indent = '', key, colon = '', rest = ''] = propertyLine.exec(line) ?? [];
    return (
      <span key={index}>
        {key === undefined ? (
          visibleText(line)
        ) : (
          <>
            {indent}
            <span className="json-key">{visibleText(key)}</span>
            {colon}
            {coloured(rest)}
          </>
        )}
        {'\n'}
      </span>
    );
  });
}

function coloured(rest: string): ReactNode {
  const [, value, comma = ''] = bareValue.exec(rest) ?? [];
  if (value === undefined) return visibleText(rest);
  return (
    <>
      <span className="json-literal">{value}</span>
      {comma}
    </>
  );
}
