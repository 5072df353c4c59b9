import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { formatBytes } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { connectionReason } from '../../row/connection-reasons.ts';
import { MoodIcon } from '../../row/mood-icon.tsx';
import { hostName, rowMood, statusWords, type RowMood } from '../../../format/row-facts.ts';
import './connection-cell.css';

const connectionMoods: Partial<Record<RowMood, string>> = { unseen: 'Passed unseen', failed: 'Failed', 'cut-off': 'Cut off' };

/** In the place of agent to first token: a connection of which no request was read, to where, why, and how much went through. */
export function ConnectionCell({ row }: { readonly row: ExchangeRow }) {
  const mood = rowMood(row);
  const reason = connectionReason(row.error?.code);
  return (
    <span className="connection" title={row.error?.message}>
      <strong className={`connection-mood connection-mood-${mood}`}>
        <MoodIcon mood={mood} />
        {connectionMoods[mood] ?? statusWords(row)}
      </strong>
      <span className="connection-host">{visibleText(hostName(row))}</span>
      {reason !== null && <span className="connection-reason">{reason}</span>}
      {row.timing.responseDeliveredAtUs !== null && (
        // They are counted when it ends.
        <span className="connection-bytes">
          <ByteCount arrow="↑" what="sent" bytes={row.requestBytes} />
          <ByteCount arrow="↓" what="received" bytes={row.responseBytes} />
        </span>
      )}
    </span>
  );
}

function ByteCount({ arrow, what, bytes }: { readonly arrow: string; readonly what: string; readonly bytes: number }) {
  return (
    <span title={`Bytes ${what}`}>
      <span aria-hidden="true">{arrow} </span>
      {formatBytes(bytes)}
      <span className="for-screen-readers"> {what}</span>
    </span>
  );
}
