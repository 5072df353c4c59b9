import { useState } from 'react';
import { copyText, useAction, useCall } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { CommandLine } from '../ui/command-line.tsx';
import { Notice } from '../ui/notice.tsx';

/** The token of the local API: read when it is asked for, and not before. */
export function ApiToken() {
  const [isShown, setIsShown] = useState(false);
  const token = useCall('readApiToken', {}, { enabled: isShown });
  const renew = useAction('renewApiToken', ['readApiToken']);
  const failure = token.error?.message ?? renew.error?.message ?? null;
  return (
    <>
      <div className="page-row">
        <Button onPress={() => setIsShown(!isShown)}>{isShown ? 'Hide token' : 'Show token'}</Button>
        <Button busy={renew.isPending} onPress={() => renew.mutate({})}>
          New token
        </Button>
        <span className="dim" role="status">
          {renew.isSuccess ? 'A new token holds; programs with the old one are refused.' : 'It stays the same until you make a new one.'}
        </span>
      </div>
      {isShown && token.data !== undefined && <CommandLine command={token.data.token} what="token" onCopy={copyText} />}
      {failure !== null && (
        <Notice tone="bad" announced>
          {failure}
        </Notice>
      )}
    </>
  );
}
