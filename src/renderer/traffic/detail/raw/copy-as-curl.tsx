import { useState } from 'react';
import { useAction } from '../../../bridge/use-call.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Toast } from '../../../ui/toast.tsx';

/** Puts the request on the clipboard as a command for curl, and says what the command needs. */
export function CopyAsCurl({ id }: { readonly id: string }) {
  const copy = useAction('copyAsCurl');
  const [hidden, setHidden] = useState(false);
  const said = copy.error === null ? (copy.data?.message ?? '') : `It was not copied: ${copy.error.message}`;
  return (
    <>
      <Button
        look="quiet"
        label="Copy as curl"
        busy={copy.isPending}
        hint="Its key is left as a variable"
        onPress={() => {
          setHidden(false);
          copy.mutate({ id });
        }}
      >
        <Icon name="copy" size={12} />
        <span>
          <span className="raw-word">Copy as </span>curl
        </span>
      </Button>
      {!hidden && said !== '' && (
        <Toast tone={copy.data?.done === true ? 'good' : 'bad'} onDismiss={() => setHidden(true)}>
          {said}
        </Toast>
      )}
    </>
  );
}
