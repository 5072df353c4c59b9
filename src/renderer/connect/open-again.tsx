import { useAction } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';

/** Has the next connections of clients that refused the certificate opened again: for when they trust it by now. */
export function OpenAgain({ whose = 'its' }: { readonly whose?: 'its' | 'their' }) {
  const forget = useAction('forgetDistrust', ['readStatus']);
  return (
    <>
      <Button
        busy={forget.isPending}
        hint="For when the client has been started again, or trusts the certificate by now"
        onPress={() => forget.mutate({})}
      >
        Open {whose} connections again
      </Button>
      {forget.isSuccess && <output className="dim">The next ones will be opened.</output>}
      {forget.isError && <span role="alert">{forget.error.message}</span>}
    </>
  );
}
