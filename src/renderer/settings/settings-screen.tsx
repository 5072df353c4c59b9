import { useEffect, useState } from 'react';
import { useSettings } from '../bridge/use-settings.ts';
import { usePlace } from '../navigation/use-place.ts';
import { Button } from '../ui/button.tsx';
import { Failed, Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { SettingFields } from './setting-fields.tsx';
import { IndexBar } from './index-bar.tsx';
import { settingsOf, settingsSections } from './settings-index.ts';
import '../ui/page.css';
import './settings.css';

/** What can be set, by sections, with an index that is always at hand and a search: each change holds at once. */
export function SettingsScreen() {
  const [place] = usePlace();
  const [wanted, setWanted] = useState('');
  const { settings, changeSettings, isChanging, refusal } = useSettings();
  const isThere = settings.data !== undefined;

  useEffect(() => {
    if (!isThere || place.part === null) return;
    const part = document.querySelector(`[id="${CSS.escape(`setting-${place.part}`)}"], [id="${CSS.escape(`section-${place.part}`)}"]`);
    part?.scrollIntoView({ block: 'start' });
  }, [place.part, isThere]);

  if (settings.isPending) return <Loading what="the settings" />;
  if (settings.isError) return <Failed what="the settings" why={settings.error.message} onRetry={() => void settings.refetch()} />;
  const sections = settingsSections.map((section) => ({ ...section, settings: settingsOf(section.id, wanted) })).filter(({ settings: found }) => found.length > 0);

  return (
    <div className="settings">
      <IndexBar sections={sections} wanted={wanted} onWanted={setWanted} />
      <div className="page settings-page">
        <div className="page-column settings-column">
          <h2 className="page-title">Settings</h2>
          <p className="page-lead">A change holds at once, for new connections. What needs a new start says so.</p>
          {refusal !== null && (
            <Notice tone="bad" announced>
              The change was not made: {refusal}
            </Notice>
          )}
          {settings.data.problems.length > 0 && (
            <Notice tone="warn">
              <ul className="settings-problems">
                {settings.data.problems.map((problem) => (
                  <li key={problem}>{visibleText(problem)}</li>
                ))}
              </ul>
            </Notice>
          )}
          {sections.map(({ id, name, settings: found }) => (
            <section key={id} className="settings-section" id={`section-${id}`} aria-label={name}>
              <h3 className="settings-heading">{name}</h3>
              {found.map((setting) => (
                <SettingFields key={setting} id={setting} settings={settings.data} busy={isChanging} onChange={changeSettings} />
              ))}
            </section>
          ))}
          {sections.length === 0 && (
            <div className="page-row settings-none">
              <span>No setting has to do with “{visibleText(wanted.trim())}”.</span>
              <Button onPress={() => setWanted('')}>Show all settings</Button>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
