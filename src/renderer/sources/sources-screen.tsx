import { useState } from 'react';
import { usePlace } from '../navigation/use-place.ts';
import { SourcePage } from './page/source-page.tsx';
import { SourcesTable, type TableLook } from './sources-table.tsx';
import './sources.css';

const asOpened: TableLook = { words: '', off: new Set(), isUnused: false, expanded: new Set(), at: null };

/** Everything that was ever in a prompt: what it takes, what it costs, and whether it is used; and a page for each. */
export function SourcesScreen() {
  const [place, go] = usePlace();
  // The table is come back to as it was left.
  const [look, setLook] = useState(asOpened);
  if (place.source !== null) return <SourcePage key={place.source} source={place.source} />;
  return (
    <SourcesTable
      look={look}
      onLook={setLook}
      onOpen={({ key, id }) => {
        setLook({ ...look, at: id });
        go({ source: key });
      }}
    />
  );
}
