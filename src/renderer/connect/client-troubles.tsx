import { useCall } from '../bridge/use-call.ts';
import { Notice } from '../ui/notice.tsx';
import { visibleText } from '../ui/visible-text.tsx';
import { OpenAgain } from './open-again.tsx';
import './connect.css';

/** What keeps a client that is there from being captured, each with what to do. Nothing while nothing does. */
export function ClientTroubles() {
  const status = useCall('readStatus', {});
  if (status.data === undefined) return null;
  const { distrusting, runningPast, proxy } = status.data;
  const one = distrusting.length === 1;
  return (
    <>
      {distrusting.length > 0 && (
        <Notice tone="warn">
          <div className="connect-stack">
            <strong>A client came, but does not trust the certificate</strong>
            <span>
              {visibleText(distrusting.map(({ pid, name }) => (pid === null ? `A client of ${name}` : `${name} (process ${pid})`)).join(', '))} {one ? 'was' : 'were'} started without
              NODE_EXTRA_CA_CERTS. Nothing fails: {one ? 'it passes' : 'they pass'} through unseen. End {one ? 'it' : 'them'}, and start again by one of the ways of step 2.
            </span>
            <div className="connect-row">
              <OpenAgain whose={one ? 'its' : 'their'} />
            </div>
          </div>
        </Notice>
      )}
      {runningPast.map(({ pid, reason }) => (
        <Notice key={pid} tone="warn">
          <div className="connect-stack">
            <strong>Claude Code runs past Whence (process {pid})</strong>
            <span>{visibleText(reason)}</span>
          </div>
        </Notice>
      ))}
      {proxy.note !== null && (
        <Notice tone="warn">
          <div className="connect-stack">
            <strong>Another port than the one that was wanted</strong>
            <span>{proxy.note}</span>
          </div>
        </Notice>
      )}
    </>
  );
}
