import { useCall } from '../bridge/use-call.ts';
import { Failed, Loading } from '../ui/list-state.tsx';
import { ShellLines } from './shell-lines.tsx';

/** The line that points a terminal at the proxy, in the words of the shell chosen. */
export function PointingLines() {
  const lines = useCall('readPointingLines', {});
  if (lines.isPending) return <Loading what="the lines for your terminal" />;
  if (lines.isError) {
    return <Failed what="the lines for your terminal" why={lines.error.message} onRetry={() => void lines.refetch()} />;
  }
  return <ShellLines label="Shell" lines={lines.data} what="line" />;
}
