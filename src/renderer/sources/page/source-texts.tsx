import { useState } from 'react';
import type { SourceLine, SourceTexts as Texts } from '../../../contract/source-view.ts';
import { useCall } from '../../bridge/use-call.ts';
import { formatCount, formatCounted } from '../../format/quantities.ts';
import { Empty, Failed, Loading } from '../../ui/list-state.tsx';
import { Select } from '../../ui/select.tsx';
import { wordsOfSource } from '../source-rows.ts';
import { TextVersions } from './text-versions.tsx';

interface SourceTextsProps {
  /** Those of an owner, or the one that is meant. */
  readonly sources: readonly SourceLine[];
  readonly ownerName: string | null;
}

const mostOffered = 300;

/** What a source said over time; of an owner, one of its sources at a time. */
export function SourceTexts({ sources, ownerName }: SourceTextsProps) {
  const withText = sources.filter(({ kind }) => kind !== 'api-overhead').toSorted((one, other) => (other.definitions ?? 0) - (one.definitions ?? 0)).slice(0, mostOffered);
  const [chosen, setChosen] = useState<string | null>(null);
  const source = withText.find(({ key }) => key === chosen) ?? withText[0];
  if (source === undefined) return <Empty title="It has no text">The API adds it to prompts and bills it; it stands in no byte of a request.</Empty>;
  return (
    <div className="source-texts">
      {withText.length > 1 && (
        <div className="source-which">
          <Select label="Which of its sources" value={source.key} choices={withText.map((one) => ({ value: one.key, name: titleOf(one, ownerName) }))} onChange={setChosen} />
        </div>
      )}
      <TextsOf key={source.key} source={source.key} />
    </div>
  );
}

function titleOf(source: SourceLine, ownerName: string | null): string {
  const { name, about } = wordsOfSource(source, ownerName);
  return about === null ? name : `${name} · ${about}`;
}

function TextsOf({ source }: { readonly source: string }) {
  const texts = useCall('readSourceTexts', { key: source }, { askAgainOnOpening: true, keepPrevious: true });
  if (texts.isPending) return <Loading what="its texts" />;
  if (texts.isError) return <Failed what="its texts" why={texts.error.message} onRetry={() => void texts.refetch()} />;
  if (texts.data.texts.length === 0) {
    const { requests, withoutContent } = texts.data;
    return (
      <Empty title="None of its texts is stored any more">
        {requests > 0 && withoutContent === requests ? 'Retention has removed the content of all requests that held it; their figures stay.' : 'It stands in no stored request.'}
      </Empty>
    );
  }
  return (
    <>
      <p className="source-note dim">{howFound(texts.data)}</p>
      <TextVersions source={source} texts={texts.data.texts} isVersions={texts.data.state === 'versions'} />
    </>
  );
}

/** What was looked at, in plain words: a text between two looks may have been missed. */
function howFound({ state, texts, requests, withoutContent, lookedAt }: Texts): string {
  const stored = requests - withoutContent;
  const gone = withoutContent === 0 ? '' : ` Of ${formatCounted(withoutContent, 'request')} more the content has been removed.`;
  if (state === 'samples') return `It has another text each time. These are the latest ${formatCount(texts.length)}.${gone}`;
  const found = `${formatCounted(texts.length, 'text')} in ${formatCounted(stored, 'request')}`;
  const all = lookedAt >= stored ? '; all of them were looked at.' : `; ${formatCount(lookedAt)} of them were looked at, spread over time and around each change, so that one that came and went in between may be missing.`;
  return `${found}${all}${gone}`;
}
