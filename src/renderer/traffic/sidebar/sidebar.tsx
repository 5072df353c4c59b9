import { useCallback } from 'react';
import { useCall } from '../../bridge/use-call.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { SavedFilters } from '../find/saved-filters.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ChosenSessionMenu } from './session-menu.tsx';
import { SessionTree } from './session-tree.tsx';

/** What the list can be narrowed to: projects, sessions and threads; and filters that are kept. */
export function Sidebar({ onFold }: { readonly onFold: () => void }) {
  const [place] = usePlace();
  const sessions = useCall('listSessions', {});
  const { refetch } = sessions;
  const readAgain = useCallback(() => void refetch(), [refetch]);
  const chosen = sessions.data?.find(({ id }) => id === place.session);
  return (
    <div className="sidebar">
      <div className="sidebar-head">
        <h2 className="sidebar-title" id="sessions-title">
          Sessions
        </h2>
        <span className="sidebar-buttons">
          {chosen !== undefined && <ChosenSessionMenu session={chosen} />}
          <Button look="quiet" label="Hide the sessions" hint="Hide the sessions" onPress={onFold}>
            <Icon name="sidebar" size={13} />
          </Button>
        </span>
      </div>
      <SessionTree sessions={sessions.data ?? null} failure={sessions.error?.message ?? null} onRetry={readAgain} />
      <SavedFilters />
    </div>
  );
}
