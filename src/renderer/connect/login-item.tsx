import type { Outcome } from '../../contract/calls.ts';
import { useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/list-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import './connect.css';

/** Whether the standby is started when the user signs in. The state is what the system says, read again after each change. */
export function LoginItem() {
  const item = useCall('readLoginItem', {}, { askAgainOnFocus: true, askAgainOnOpening: true });
  const add = useAction('addLoginItem', ['readLoginItem']);
  const remove = useAction('removeLoginItem', ['readLoginItem']);
  const last = add.submittedAt > remove.submittedAt ? add : remove;
  const busy = add.isPending || remove.isPending;
  if (item.isPending) return <Loading what="what is started when you sign in" />;
  const state = item.data?.state ?? 'cannot-tell';
  const isThere = state === 'on' || state === 'elsewhere';
  const refusal = last.error?.message ?? refusalOf(last.data ?? null);
  const said = last.data?.done === true ? last.data.message : null;
  return (
    <div className="connect-stack">
      <Switch label="Start the standby when I sign in" on={isThere} disabled={busy} onChange={(on) => (on ? add : remove).mutate({})}>
        Start the standby when I sign in
      </Switch>
      <p className="dim">
        When all of Claude Code is set to come through here, it needs the port after a restart of this machine too, before Whence is
        open. The standby keeps it and lets everything pass through unseen; it has no window.
      </p>
      {state === 'elsewhere' && (
        <Notice tone="warn">
          <div className="connect-stack">
            <span>{item.data?.message}</span>
            <div className="connect-row">
              <Button busy={add.isPending} onPress={() => add.mutate({})}>
                Start this one instead
              </Button>
            </div>
          </div>
        </Notice>
      )}
      {state !== 'elsewhere' && said === null && <output className="dim">{item.error?.message ?? item.data?.message}</output>}
      {said !== null && !busy && state !== 'elsewhere' && <output>{said}</output>}
      {!busy && refusal !== null && (
        <Notice tone="bad" announced>
          {refusal}
        </Notice>
      )}
    </div>
  );
}

function refusalOf(said: Outcome | null): string | null {
  return said === null || said.done ? null : said.message;
}
