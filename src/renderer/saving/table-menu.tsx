import { useState } from 'react';
import { copyText } from '../bridge/use-call.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import type { DataColumn } from '../ui/table/data-column.ts';
import { csvOf, jsonOf } from './table-text.ts';
import { Toast } from '../ui/toast.tsx';
import { useSavedText } from './use-saved-text.tsx';

interface TableMenuProps<Row extends object> {
  /** What is taken along, for the name of the button: "Export the table of sources". */
  readonly what: string;
  /** What the file is called by default, without its ending. */
  readonly fileName: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
}

/** Takes a table along, as it is: into a file, or onto the clipboard. */
export function TableMenu<Row extends object>({ what, fileName, columns, rows }: TableMenuProps<Row>) {
  const { save, said, isSaving } = useSavedText();
  const [failure, setFailure] = useState<string | null>(null);
  const [copied, setCopied] = useState('');
  const copy = async (text: string, as: string) => {
    try {
      await copyText(text);
      setCopied(`Copied as ${as}`);
      setTimeout(() => setCopied(''), saidForMs);
    } catch (error) {
      setFailure(`It was not copied: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <>
      <Menu
        label={`Export ${what}`}
        face={
          <>
            {copied === '' ? 'Export' : copied} <Icon name="down" size={10} />
          </>
        }
        disabled={rows.length === 0 || isSaving}
        groups={[
          {
            name: null,
            entries: [
              { key: 'save-csv', name: 'Save as CSV…', run: () => save({ name: `${fileName}.csv`, text: csvOf(columns, rows) }) },
              { key: 'save-json', name: 'Save as JSON…', run: () => save({ name: `${fileName}.json`, text: jsonOf(columns, rows) }) },
            ],
          },
          {
            name: null,
            entries: [
              { key: 'copy-csv', name: 'Copy as CSV', run: () => void copy(csvOf(columns, rows), 'CSV') },
              { key: 'copy-json', name: 'Copy as JSON', run: () => void copy(jsonOf(columns, rows), 'JSON') },
            ],
          },
        ]}
      />
      <output className="for-screen-readers">{copied}</output>
      {said}
      {failure !== null && (
        <Toast tone="bad" onDismiss={() => setFailure(null)}>
          {failure}
        </Toast>
      )}
    </>
  );
}

// Long enough to be read.
const saidForMs = 1600;
