import { useState } from 'react';
import type { ArchiveFormat, ExportSummary, TrafficSelection } from '../../contract/archive-view.ts';
import type { CallInput } from '../../contract/calls.ts';
import type { SessionView } from '../../contract/exchange-view.ts';
import { sessionOfRow } from '../bridge/merge-rows.ts';
import { useCall } from '../bridge/use-call.ts';
import { formatBytes, formatCount, formatCounted } from '../format/quantities.ts';
import type { Place } from '../navigation/place.ts';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { sessionName } from '../traffic/row/session-name.ts';
import { TextField } from '../ui/text-field.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import './archives.css';

interface ExportDialogProps {
  /** The requests that were chosen in the table to be exported; none when it was opened otherwise. */
  readonly chosen: readonly string[];
  readonly place: Place;
  readonly sessions: readonly SessionView[];
  readonly onClose: () => void;
  readonly onExport: (wanted: CallInput<'exportTraffic'>) => void;
}

type What = 'chosen' | 'request' | 'session' | 'filter' | 'all';

/** What to export and as what, and before anything is written: what is in it, and what of it is masked. */
export function ExportDialog({ chosen: picked, place, sessions, onClose, onExport }: ExportDialogProps) {
  const open = useCall('readExchange', { id: place.exchange ?? '' }, { enabled: place.exchange !== null });
  const sessionId = place.session ?? (open.data ? sessionOfRow(open.data.row) : null) ?? (sessions.length === 1 ? (sessions[0]?.id ?? null) : null);
  const [chosen, setChosen] = useState<What | null>(null);
  // At first that of the list.
  const [filter, setFilter] = useState(place.filter);
  // What was typed when Enter was pressed, or the field was left.
  const [wanted, setWanted] = useState(place.filter);
  const [format, setFormat] = useState<ArchiveFormat>('har');
  const [includeBodies, setIncludeBodies] = useState(true);
  const what = chosen ?? (picked.length > 0 ? 'chosen' : sessionId === null ? 'all' : 'session');
  const selection = selectionOf(what, picked, place.exchange, sessionId, wanted);
  const summary = useCall('readExportSummary', { selection });
  const session = sessions.find(({ id }) => id === sessionId);
  const all = sessions.reduce((sum, { exchanges }) => sum + exchanges, 0);
  const isReady = typeof summary.data === 'object' && summary.data.exchanges > 0;

  return (
    <Dialog
      title="Export"
      onClose={onClose}
      note={
        <div className="export-summary" role="status" aria-label="What the file holds">
          {summary.isPending ? (
            <p className="dim">Looking at what is in it…</p>
          ) : summary.isError ? (
            <p>What is in it could not be read: {summary.error.message}</p>
          ) : typeof summary.data === 'string' ? (
            <p>The filter cannot be read.</p>
          ) : summary.data.exchanges === 0 ? (
            <p>No request is in it.</p>
          ) : (
            <Summary summary={summary.data} includeBodies={includeBodies} />
          )}
        </div>
      }
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" disabled={!isReady} onPress={() => onExport({ selection, format, includeBodies })}>
            Save as…
          </Button>
        </>
      }
    >
      <h3 className="export-heading">What</h3>
      <RadioList
        label="What to export"
        value={what}
        onChange={setChosen}
        choices={[
          ...(picked.length === 0 ? [] : [{ value: 'chosen' as const, name: 'The chosen requests', about: formatCounted(picked.length, 'request') }]),
          ...(place.exchange === null ? [] : [{ value: 'request' as const, name: 'The open request', about: null }]),
          ...(sessionId === null ? [] : [{ value: 'session' as const, name: place.exchange === null ? 'The session' : 'Its session', about: session === undefined ? null : visibleText(`${sessionName(session)} · ${formatCounted(session.exchanges, 'request')}`) }]),
          { value: 'all', name: 'All that is stored', about: `${formatCounted(all, 'request')}, those that were imported too.` },
          { value: 'filter', name: 'What a filter finds', about: null },
        ]}
      />
      {what === 'filter' && (
        <TextField
          label="Filter"
          placeholder="source:mcp:context7 status:>=400 after:2h"
          value={filter}
          onChange={setFilter}
          onCommit={() => setWanted(filter)}
          problem={typeof summary.data === 'string' ? summary.data : null}
        />
      )}
      <h3 className="export-heading">As</h3>
      <RadioList
        label="Format"
        value={format}
        onChange={setFormat}
        choices={[
          { value: 'har', name: 'HAR 1.2', about: 'For browsers, Playwright and other tools, and to import here again.' },
          { value: 'jsonl', name: 'JSON lines', about: 'One request a line, for scripts.' },
        ]}
      />
      <Check name="With bodies" checked={includeBodies} onChange={setIncludeBodies} about="Prompts, answers and the files in them. Without, only heads, times and figures." />
    </Dialog>
  );
}

function selectionOf(what: What, picked: readonly string[], exchange: string | null, sessionId: string | null, filter: string): TrafficSelection {
  if (what === 'chosen') return { ids: [...picked] };
  if (what === 'filter') return { filter };
  if (what === 'request' && exchange !== null) return { ids: [exchange] };
  return what === 'session' && sessionId !== null ? { sessionId } : { all: true };
}

function Summary({ summary, includeBodies }: { readonly summary: ExportSummary; readonly includeBodies: boolean }) {
  const { exchanges, bodyBytes, maskedHeaders, maskedHeaderNames, maskedPlaces, withoutContent } = summary;
  const names = maskedHeaderNames.length === 0 ? '' : ` (${maskedHeaderNames.join(', ')})`;
  const masked = [
    ...(maskedHeaders === 0 ? [] : [`${formatCounted(maskedHeaders, 'credential')} in headers${names}`]),
    ...(maskedPlaces === 0 || !includeBodies ? [] : [`${formatCounted(maskedPlaces, 'place')} in bodies`]),
  ];
  return (
    <>
      <p>
        <strong>{formatCounted(exchanges, 'request')}</strong>
        {includeBodies ? `, ${formatBytes(bodyBytes)} of bodies` : ', without bodies'}
        {withoutContent > 0 && `; of ${formatCount(withoutContent)} only the figures are left`}
      </p>
      <p>
        <strong>Masked:</strong> {masked.length === 0 ? 'nothing. No credential was found in it' : masked.join(' and ')}.
      </p>
      <p className="dim">Ratings of these requests and your comments on them are in it; those of turns and sessions are not.</p>
      <p className="dim">{includeBodies ? 'Everything else is as it was sent: prompts, file contents, paths and names too. Look through it before you share it.' : 'Paths, session ids and names of sources are in it.'}</p>
    </>
  );
}
