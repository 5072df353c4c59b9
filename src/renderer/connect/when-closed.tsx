import { useCall } from '../bridge/use-call.ts';

/** What becomes of Claude Code in terminals that point at Whence, when Whence is closed. */
export function WhenClosed() {
  const status = useCall('readStatus', {});
  const settings = useCall('readSettings', {});
  if (status.data === undefined || settings.data === undefined) return null;
  const goesOn = settings.data.atQuit === 'standby' && status.data.standby.state === 'ready';
  return (
    <p className="dim">
      {goesOn
        ? 'When Whence is closed, Claude Code goes on there: a standby keeps the port and lets everything pass through unseen.'
        : 'When Whence is closed, its port closes too: Claude Code that was started there has to be started again, in another terminal.'}
    </p>
  );
}
