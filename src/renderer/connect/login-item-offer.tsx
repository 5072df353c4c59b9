import { useState } from 'react';
import { useCall } from '../bridge/use-call.ts';
import { LoginItem } from './login-item.tsx';
import { doPointHere } from './set-up-facts.ts';

/** The login item, where it is of use: all of Claude Code is set to come through here; or where it is left over from then. */
export function LoginItemOffer() {
  const settings = useCall('readClaudeSettings', {}, { askAgainOnFocus: true });
  const item = useCall('readLoginItem', {}, { askAgainOnFocus: true });
  const isLeftOver = item.data?.state === 'on' || item.data?.state === 'elsewhere';
  const isOfUse = doPointHere(settings.data) || isLeftOver;
  // It says what came of switching it off, though it is of no use any more then.
  const [isOffered, offer] = useState(false);
  if (isOfUse && !isOffered) offer(true);
  return isOffered ? <LoginItem /> : null;
}
