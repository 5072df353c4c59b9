import { useState } from 'react';
import { useAction } from '../bridge/use-call.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';

interface ProxyLoginFormProps {
  /** Who is kept now, or null. */
  readonly user: string | null;
  /** Why no password can be kept on this system, or null. */
  readonly cannotKeep: string | null;
}

/** Who signs in at the user's own proxy. A password that is kept never comes back here. */
export function ProxyLoginForm({ user, cannotKeep }: ProxyLoginFormProps) {
  const [typedUser, setTypedUser] = useState(user ?? '');
  const [password, setPassword] = useState('');
  const keep = useAction('keepProxyLogin', ['readUpstreamProxy']);
  const forget = useAction('forgetProxyLogin', ['readUpstreamProxy']);
  const last = keep.submittedAt > forget.submittedAt ? keep : forget;
  const failure = last.error?.message ?? (last.data?.done === false ? last.data.message : null);
  const isWhole = typedUser.trim() !== '' && password !== '';

  if (cannotKeep !== null && user === null) return <Notice tone="warn">{cannotKeep}</Notice>;

  const submit = () => {
    if (!isWhole) return;
    keep.mutate({ user: typedUser.trim(), password });
    setPassword('');
  };
  return (
    <form
      className="page-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="page-form-pair">
        <TextField label="User name" value={typedUser} onChange={setTypedUser} />
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          placeholder={user === null ? '' : 'One is kept; type to replace it'}
        />
      </div>
      <div className="page-row">
        <Button disabled={!isWhole} busy={keep.isPending} onPress={submit}>
          Keep
        </Button>
        {user !== null && (
          <Button busy={forget.isPending} onPress={() => forget.mutate({})}>
            Forget both
          </Button>
        )}
        <span className="dim">
          {user === null ? 'No login so far. A password is sealed by this system’s keyring.' : `Signs in as ${user}.`}
        </span>
      </div>
      {failure !== null && (
        <Notice tone="bad" announced>
          {failure}
        </Notice>
      )}
      <input type="submit" hidden />
    </form>
  );
}
