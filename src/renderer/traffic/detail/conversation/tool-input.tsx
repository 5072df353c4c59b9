import type { JsonPart } from '../../../../domain/conversation/conversation.ts';
import { useCall } from '../../../bridge/use-call.ts';
import { formatCount } from '../../../format/quantities.ts';
import { Button } from '../../../ui/button.tsx';
import { jsonFace } from '../../../ui/json-face.tsx';
import { visibleText } from '../../../ui/visible-text.tsx';
import { indentedJson } from '../raw/indented-json.ts';
import { useReading } from './reading.ts';
import { parsedInput } from './tool-words.ts';

/** An input by its fields, texts as texts; what is no object, or is cut, as its JSON. */
export function ToolInput({ json }: { readonly json: JsonPart }) {
  const { id, isTurned, turn } = useReading();
  const key = `all:${json.start}`;
  const wantsAll = json.isCut && isTurned(key);
  const whole = useCall('readSegmentText', { id, start: json.start, end: json.end, decode: false }, { enabled: wantsAll });
  const text = (wantsAll ? whole.data : null) ?? json.text;
  return (
    <>
      <InputFields json={text} />
      {json.isCut && !wantsAll && (
        <p className="talk-more">
          <Button onPress={() => turn(key)}>Show all of it ({formatCount(json.end - json.start)} bytes)</Button>
        </p>
      )}
    </>
  );
}

/** How the two texts of an edit are called. */
const editSides: Readonly<Record<string, string>> = { old_string: 'gone', new_string: 'new' };

export function InputFields({ json }: { readonly json: string }) {
  const input = parsedInput(json);
  if (input === null) return <pre className="talk-code">{jsonFace(indentedJson(json) ?? json)}</pre>;
  const fields = Object.entries(input);
  if (fields.length === 0) return <p className="dim">no fields</p>;
  return (
    <dl className="talk-fields">
      {fields.map(([name, value]) => (
        <div key={name} className="talk-field" data-side={Object.hasOwn(editSides, name) ? editSides[name] : undefined}>
          <dt className="mono">{visibleText(name)}</dt>
          <dd>
            <pre className="talk-code">{typeof value === 'string' ? visibleText(value) : jsonFace(JSON.stringify(value, null, 2))}</pre>
          </dd>
        </div>
      ))}
    </dl>
  );
}
