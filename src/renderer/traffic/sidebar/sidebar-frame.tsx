import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Split } from '../../ui/split.tsx';
import { Sidebar } from './sidebar.tsx';
import type { SidebarFold } from './use-sidebar-fold.ts';
import './session-tree.css';

interface SidebarFrameProps {
  readonly fold: SidebarFold;
  readonly children: ReactNode;
}

/** The sidebar beside what it narrows, or over it where there is little room, or folded to a button. */
export function SidebarFrame({ fold: { setFrame, isNarrow, isShown, show }, children }: SidebarFrameProps) {
  const sidebar = <Sidebar onFold={() => show(false)} />;
  const rest = <div className="sidebar-rest">{children}</div>;
  return (
    <div ref={setFrame} className="sidebar-frame">
      {(!isShown || isNarrow) && (
        <div className="sidebar-folded">
          <Button look="quiet" label="Show the sessions" hint="Show the sessions" onPress={() => show(true)}>
            <Icon name="sidebar" size={13} />
          </Button>
        </div>
      )}
      {isShown && isNarrow && <div className="sidebar-over">{sidebar}</div>}
      <Split name="session list" line="vertical" firstShare={0.18} smallest={[180, 480]} first={isShown && !isNarrow ? sidebar : null} second={rest} />
    </div>
  );
}
