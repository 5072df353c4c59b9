import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { SegmentView } from '../../../../contract/context-view.ts';
import { copyText } from '../../../bridge/use-call.ts';
import { useCommands } from '../../../commands/use-commands.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { placeSegments, runOfBytes, segmentAt } from './body/placed-segments.ts';
import { shownBody, spelledIn, type BodyFace } from './body/shown-body.ts';
import { useBodyEditor } from './body/use-body-editor.ts';
import { CaretLine } from './caret-line.tsx';
import './raw-tab.css';

interface BodyReaderProps {
  /** What the bar begins with, and what it says of the body. */
  readonly sides: ReactNode;
  readonly facts: ReactNode;
  /** A sentence above the text, or null. */
  readonly note: string | null;
  readonly label: string;
  readonly text: string;
  readonly contentType: string | null;
  /** Those of a request; none for a response. */
  readonly segments: readonly SegmentView[];
  readonly tokensEstimated: boolean;
  /** The bytes to show, or null for none in particular. */
  readonly at: { readonly start: number; readonly end: number } | null;
  /** What to look for; empty for nothing. */
  readonly find: string;
  readonly onShowInContext: (segment: SegmentView) => void;
  /** Further controls of the bar. */
  readonly children?: ReactNode;
}

/** The text of a body with all that helps to read it: its sources, folding, search, and the segment under the caret. */
export function BodyReader({ sides, facts, note, label, text, contentType, segments, tokensEstimated, at, find, onShowInContext, children }: BodyReaderProps) {
  const [face, setFace] = useState<BodyFace>('indented');
  const [isWrapped, setWrapped] = useState(true);
  const [caret, setCaret] = useState(0);
  const host = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => shownBody(text, contentType, face), [text, contentType, face]);
  const body = useMemo(() => ({ label, text: shown.text, language: shown.language, folds: shown.folds }), [label, shown]);
  const placed = useMemo(() => placeSegments(segments, shown.offsets, shown.map), [segments, shown]);
  const run = useMemo(() => (at === null ? null : runOfBytes(at.start, at.end, shown.offsets, shown.map)), [at, shown]);
  const look = useMemo(() => ({ isWrapped, segments: placed }), [isWrapped, placed]);
  const editor = useBodyEditor(host, body, look, setCaret);

  useEffect(() => {
    if (editor !== null && run !== null) editor.show(run);
  }, [editor, run]);
  useEffect(() => {
    if (editor !== null && find !== '') editor.find(spelledIn(find, shown.language));
  }, [editor, find, shown.language]);

  const isFoldable = shown.folds.length > 0;
  useCommands([
    { id: 'raw.find', name: 'Find in this body', group: 'Find', keys: ['Mod+F'], run: () => editor?.find(null) },
    { id: 'raw.fold', name: 'Fold the body to its outline', group: 'The open request', isOff: !isFoldable, run: () => editor?.foldAll() },
    { id: 'raw.unfold', name: 'Unfold all of the body', group: 'The open request', isOff: !isFoldable, run: () => editor?.unfoldAll() },
    { id: 'raw.wrap', name: isWrapped ? 'Let long lines run on' : 'Wrap long lines', group: 'The open request', keys: ['Alt+Z'], run: () => setWrapped(!isWrapped) },
  ]);

  return (
    <>
      <div className="raw-bar" role="group" aria-label="How the body is shown">
        {sides}
        {shown.isJson && (
          <Segmented
            label="Face of the body"
            value={face}
            choices={[
              { value: 'indented', name: 'Indented' },
              { value: 'sent', name: 'As sent' },
            ]}
            onChange={setFace}
          />
        )}
        <Switch on={isWrapped} onChange={setWrapped} label="Wrap long lines">
          Wrap
        </Switch>
        {isFoldable && (
          <>
            <Button look="quiet" hint="Each message, tool and block to a line" onPress={() => editor?.foldAll()}>
              Fold
            </Button>
            <Button look="quiet" hint="Unfold all" onPress={() => editor?.unfoldAll()}>
              Unfold
            </Button>
          </>
        )}
        <Button look="quiet" label="Find" hint="Find in this body (Mod+F)" onPress={() => editor?.find(null)}>
          <Icon name="search" size={12} />
          <span className="raw-word">Find</span>
        </Button>
        {facts}
        <CopyButton what="the body as it is shown" onCopy={() => copyText(shown.isBroken ? text : shown.text)} />
        {children}
      </div>
      {note !== null && <p className="raw-cut">{note}</p>}
      {shown.isBroken && <p className="raw-cut">Its lines are too long to be drawn: they are broken here into pieces. Copy takes them as they are.</p>}
      <div ref={host} className="raw-body" />
      {segments.length > 0 && <CaretLine placed={segmentAt(placed, caret)} tokensEstimated={tokensEstimated} onShowInContext={onShowInContext} />}
    </>
  );
}
