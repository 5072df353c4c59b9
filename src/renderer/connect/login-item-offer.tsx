import { useCall } from '../bridge/use-call.ts';
import { LoginItem } from './login-item.tsx';
import { doPointHere } from './set-up-facts.ts';

/** The login item, where it is of use: all of Claude Code is set to come through here; or where it is left over from then. */
export function LoginItemOffer() {
  const settings = useCall('readClaudeSettings', {}, { askAgainOnFocus: true });
  const item = useCall('readLoginItem', {}, { askAgainOnFocus: true });
  const isLeftOver = item.data?.state === 'on' || item.data?.state === 'elsewhere';
  return doPointHere(settings.data) || isLeftOver ? <LoginItem /> : null;
}
