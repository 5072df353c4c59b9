import { useState } from 'react';
import type { ClaudeSettingsChange, ClaudeSettingsView } from '../../contract/claude-settings-view.ts';
import { useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { ClaudeSettingsAtQuit } from './claude-settings-at-quit.tsx';
import { ClaudeSettingsDialog } from './claude-settings-dialog.tsx';
import { standingWords } from './claude-settings-words.ts';
import './connect.css';

/** Pointing every Claude Code of this user at Whence by its own settings, and taking that back. What would be written is shown first. */
export function AllOfClaude() {
  const settings = useCall('readClaudeSettings', {}, { askAgainOnFocus: true, askAgainOnOpening: true });
  const [asked, setAsked] = useState<ClaudeSettingsChange | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  if (settings.isPending) return <Loading what="Claude Code’s settings" />;
  if (settings.isError) return <Failed what="Claude Code’s settings" why={settings.error.message} onRetry={() => void settings.refetch()} />;
  const { standing, file, warnings } = settings.data;
  const { sign, name, about, tone } = standingWords(settings.data);
  const ask = (what: ClaudeSettingsChange) => {
    setSaid(null);
    setAsked(what);
  };
  return (
    <div className="connect-stack">
      <output className={`connect-state connect-state-${tone}`}>
        <span className="connect-sign" aria-hidden="true">
          {sign}
        </span>
        <strong>{name}</strong>
        <span className="dim readable">{visibleText(about)}</span>
      </output>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      <div className="connect-row">
        {setWords[standing.state] !== null && <Button onPress={() => ask('set')}>{setWords[standing.state]}</Button>}
        {(isOurs(standing) || standing.state === 'set-by-hand') && <Button onPress={() => ask('undo')}>{isOurs(standing) ? 'Undo…' : 'Take it out…'}</Button>}
        {standing.state === 'cannot-read' && <Button onPress={() => void settings.refetch()}>Look again</Button>}
        {standing.state !== 'cannot-read' && <code className="connect-file">{visibleText(file)}</code>}
      </div>
      {said !== null && (
        <Notice tone="good" announced>
          {said}
        </Notice>
      )}
      {(isOurs(standing) || settings.data.isWanted) && <ClaudeSettingsAtQuit />}
      {asked !== null && (
        <ClaudeSettingsDialog
          what={asked}
          onClose={() => setAsked(null)}
          onDone={(message) => {
            setAsked(null);
            setSaid(message);
          }}
        />
      )}
    </div>
  );
}

const setWords: Readonly<Record<ClaudeSettingsView['standing']['state'], string | null>> = {
  'not-set': 'Set for all of Claude Code…',
  'other-proxy': 'Set for all of Claude Code…',
  elsewhere: 'Set again…',
  set: null,
  'set-by-hand': null,
  'cannot-read': null,
};

function isOurs({ state }: ClaudeSettingsView['standing']): boolean {
  return state === 'set' || state === 'elsewhere';
}
