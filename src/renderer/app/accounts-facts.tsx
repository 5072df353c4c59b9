import type { StatusView } from '../../contract/status-view.ts';
import { formatBytes, formatCount } from '../format/quantities.ts';
import { Icon } from '../ui/icon.tsx';
import { Popover } from '../ui/popover.tsx';
import { CaptureGaps } from './capture-gaps.tsx';
import './accounts-facts.css';

/** Whether everything that passed is accounted for, in a word; the numbers are behind it. */
export function AccountsFacts({ status }: { readonly status: StatusView }) {
  const { accounts, lost, unseen } = status;
  const isShort = accounts.difference !== null || lost > 0;
  return (
    <Popover
      label="Accounts"
      tone={isShort ? 'attention' : 'quiet'}
      hint="What passed through Whence since it started"
      face={
        <>
          <Icon name={isShort ? 'warning' : 'done'} size={12} />
          {accounts.difference !== null ? 'not all accounted for' : lost > 0 ? 'accounted for' : 'all accounted for'}
          {lost > 0 && ` · ${formatCount(lost)} not whole`}
          {unseen > 0 && ` · ${formatCount(unseen)} unseen`}
        </>
      }
    >
      <h3 className="accounts-title">Since Whence started</h3>
      <dl className="accounts">
        {entriesOf(status).map(({ name, figure, about }) => (
          <div key={name} className="accounts-entry">
            <dt>
              {name}
              <span className="dim"> {about}</span>
            </dt>
            <dd className="figure">{figure}</dd>
          </div>
        ))}
      </dl>
      <p className={accounts.difference === null ? 'dim' : 'accounts-difference'}>
        {accounts.difference ?? 'What passed and what was recorded are compared all the time: they agree.'}
      </p>
      <CaptureGaps />
    </Popover>
  );
}

interface Entry {
  readonly name: string;
  readonly figure: string;
  readonly about: string;
}

function entriesOf({ accounts, lost, unseen, tunnelled }: StatusView): readonly Entry[] {
  return [
    { name: 'Connections read', figure: formatCount(accounts.connections), about: 'to the listed hosts' },
    { name: 'Bytes on them', figure: formatBytes(accounts.bytes), about: 'both ways' },
    { name: 'Rows written', figure: formatCount(accounts.exchanges), about: 'requests, and what was refused or unseen' },
    { name: 'Not recorded whole', figure: formatCount(lost), about: 'their rows say why' },
    { name: 'Refused', figure: formatCount(accounts.refused), about: 'no connection came about' },
    { name: 'Passed unseen', figure: formatCount(unseen), about: 'to the listed hosts, each with a row' },
    { name: 'Tunnelled', figure: formatCount(tunnelled), about: 'to other hosts, never opened' },
  ];
}
