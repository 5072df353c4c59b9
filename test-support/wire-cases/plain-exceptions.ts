import { HttpReader } from '../../src/main/capture/http-reader.ts';
import type { Side } from '../../src/main/relayed/relayed.ts';
import type { EndTranscript } from './play-end.ts';

/** What one end of an absolute-form request saw, without what a proxy may change of it. */
export interface PlainSight {
  readonly startLines: readonly string[];
  /** The fields of all heads, in order and case, each message for itself. */
  readonly fields: readonly (readonly (readonly [string, string])[])[];
  readonly body: string;
  readonly trailers: readonly (readonly [string, string])[];
  readonly ended: EndTranscript['ended'];
  /** Whether the other end had something new after each pause. */
  readonly arrivals: readonly boolean[];
}

/**
 * The exceptions to "verbatim", and the whole of them (RFC 9110, 7.6; RFC 9112, 3.2): the target is in origin form and the fields
 * below are for one connection only; white space around values is not kept; and a body may be framed anew, so that its chunks
 * and the field that announces them are not compared, nor are the times between the parts of a head.
 */
const ofOneConnection = new Set(['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'transfer-encoding']);

export function plainSight(seen: EndTranscript, reader: Side, method: string): PlainSight {
  const startLines: string[] = [];
  const fields: (readonly (readonly [string, string])[])[] = [];
  const trailers: (readonly [string, string])[] = [];
  let body = '';
  const http = new HttpReader(
    (event) => {
      if (event.kind === 'head' || event.kind === 'interim') {
        startLines.push(event.head.startLine);
        fields.push(event.head.headers.filter(([name]) => !ofOneConnection.has(name.toLowerCase())));
      } else if (event.kind === 'data') body += Buffer.from(event.bytes).toString('latin1');
      else if (event.kind === 'trailers') trailers.push(...event.headers);
      else if (event.kind === 'tunnelled') body += `${event.bytes} bytes of another protocol`;
      else if (event.kind === 'garbage') body += 'not HTTP';
    },
    reader === 'client' ? () => method : null,
  );
  http.read(Buffer.from(seen.beginning, 'latin1'));
  let before = 0;
  const arrivals = seen.pauses.map(({ receivedByOther }) => {
    const isNew = receivedByOther > before;
    before = receivedByOther;
    return isNew;
  });
  return { startLines, fields, body, trailers, ended: seen.ended, arrivals };
}
