import type { StatusView, TrustState } from '../../../contract/status-view.ts';
import { failed, passed, skipped, warning, type Finding } from './finding.ts';

/** What became of the port that was asked for, where the proxy answers at another. `owner`: who has it, in words. */
export function withWantedPort(found: Finding, { port, note }: StatusView['proxy'], wantedPort: number, owner: string | null): Finding {
  if (note === null || found.state !== 'passed') return found;
  return warning(
    `Port ${wantedPort}, which was asked for, is taken by ${owner ?? 'another program'}. The proxy answers at port ${port} instead.`,
    `Terminals and settings that name port ${wantedPort} do not lead here. End that program and start Whence again, or choose another port under Settings.`,
  );
}

export function checkSystemTrust({ state, message, manualCommand }: TrustState): Finding {
  if (state === 'trusted') return passed(message);
  const enough = 'Claude Code needs no more than NODE_EXTRA_CA_CERTS, which the lines of Set-up set.';
  return { ...skipped(`${message} ${enough}`), command: state === 'cannot-tell' ? manualCommand : null };
}

/** Which Claude Code runs past us, or does not trust us. `pointingLine` points a terminal here. */
export function checkClients(
  { runningPast, distrusting, clients }: Pick<StatusView, 'runningPast' | 'distrusting' | 'clients'>,
  pointingLine: string,
  platform: NodeJS.Platform = process.platform,
): Finding {
  const past = runningPast.map(({ pid, reason }) => `Claude Code (process ${pid}) runs past Whence. ${reason}`);
  const refusing = distrusting.map(({ pid, name }) => `${name}${pid === null ? '' : ` (process ${pid})`} does not trust the certificate: its connections pass through unseen.`);
  const all = [...refusing, ...past];
  if (all.length === 0) {
    const now = clients === 0 ? ' None is connected just now.' : '';
    if (platform !== 'linux') return passed(`No client has refused the certificate.${now} Whether a Claude Code runs past Whence only Linux tells.`);
    return passed(`No Claude Code was seen to run past Whence, and no client has refused the certificate.${now}`);
  }
  const [first = '', ...others] = all;
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  const remedy = refusing.length > 0 ? 'Run the line of Set-up in its terminal, and start it again there.' : null;
  return warning(`${first}${more}`, remedy, pointingLine);
}

export function checkRecording({ capture, recordingTrouble }: Pick<StatusView, 'capture' | 'recordingTrouble'>): Finding {
  if (recordingTrouble !== null) return failed(recordingTrouble, null);
  if (!capture) return warning('Recording is switched off: traffic passes through unseen.', 'Switch “Record traffic” on, in the header.');
  return passed('Recording is on, and the store can be written.');
}

export function checkStandby({ standby: { state, message } }: Pick<StatusView, 'standby'>): Finding {
  if (state === 'ready') return passed(message);
  if (state === 'off') return skipped(message);
  return warning(message, 'Quit Whence and start it again.');
}
