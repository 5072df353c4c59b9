import { attribute, type Attribution } from '../src/domain/attribution/attribute.ts';
import type { HeaderList } from '../src/domain/http/header-list.ts';
import type { Segment } from '../src/domain/attribution/segment.ts';

/** A request body as Claude Code would send it: the fields given, in their order, as compact JSON. */
export function bodyOf(request: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(request));
}

export interface AttributedRequest extends Attribution {
  readonly body: Uint8Array;
  /** The one segment whose bytes hold `marker`, written as it stands in the JSON. */
  holding(marker: string): Segment;
  /** The bytes of a segment as text. */
  textOf(segment: Segment): string;
}

/** Attributes a request, ready to be asked where a marker went. */
export function attributed(request: unknown, headers: HeaderList = []): AttributedRequest {
  return attributedBytes(bodyOf(request), headers);
}

export function attributedBytes(body: Uint8Array, headers: HeaderList = []): AttributedRequest {
  const attribution = attribute(body, headers);
  const textOf = (segment: Segment): string => new TextDecoder().decode(body.subarray(segment.start, segment.end));
  return {
    ...attribution,
    body,
    textOf,
    holding(marker) {
      const holders = attribution.segments.filter((segment) => textOf(segment).includes(marker));
      const [only] = holders;
      if (only === undefined || holders.length > 1) {
        throw new Error(`${holders.length} segments hold ${marker}: ${JSON.stringify(holders.map(({ source }) => source))}`);
      }
      return only;
    },
  };
}

/** A message of the role "system", in which Claude Code joins its sections. */
export function systemMessage(...sections: readonly string[]): unknown {
  return { role: 'system', content: sections.join('\n\n') };
}

/** A text block with one reminder in it. */
export function reminderBlock(text: string): unknown {
  return { type: 'text', text: `<system-reminder>\n${text}\n</system-reminder>` };
}

export function textBlock(text: string): { readonly type: string; readonly text: string } {
  return { type: 'text', text };
}

/** A call of a tool and the message that answers it. */
export function toolRoundTrip(
  name: string,
  input: Readonly<Record<string, unknown>>,
  content: unknown,
  options: { readonly id?: string; readonly isError?: boolean; readonly after?: readonly unknown[] } = {},
): readonly unknown[] {
  const id = options.id ?? 'toolu_01';
  const result = { type: 'tool_result', tool_use_id: id, content, ...(options.isError === true ? { is_error: true } : {}) };
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
    { role: 'user', content: [result, ...(options.after ?? [])] },
  ];
}
