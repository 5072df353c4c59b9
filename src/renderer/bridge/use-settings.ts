import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';
import type { SettingsView } from '../../contract/settings-view.ts';
import { useCall } from './use-call.ts';

const madeStale: readonly CallName[] = ['readSettings', 'readStatus', 'readTrust', 'readPointingLines', 'readStoreUse', 'readUpstreamProxy'];

/** The settings, and the way to change them: a change shows at once, and goes back when it was refused. */
export function useSettings() {
  const queryClient = useQueryClient();
  const settings = useCall('readSettings', {});
  const change = useMutation<CallOutput<'changeSettings'>, Error, CallInput<'changeSettings'>>({
    mutationFn: (wanted) => window.whence.call('changeSettings', wanted),
    onSettled: () => Promise.all(madeStale.map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
  });
  const changeSettings = (wanted: CallInput<'changeSettings'>) => {
    queryClient.setQueryData<CallOutput<'readSettings'>>(['readSettings', {}], (before) =>
      before === undefined ? before : { ...before, ...withoutUndefined(wanted) },
    );
    change.mutate(wanted);
  };
  return { settings, changeSettings, isChanging: change.isPending, refusal: change.error?.message ?? null };
}

/** The schema lets a key stand with nothing in it, the settings do not. */
function withoutUndefined(wanted: CallInput<'changeSettings'>): Partial<SettingsView> {
  const { port, interceptHosts, theme, capture, atQuit, whenWindowClosed, claudeSettingsAtQuit, upstreamProxy, api, maskingRulesOff, retention, savedFilters } = wanted;
  return {
    ...(port === undefined ? {} : { port }),
    ...(interceptHosts === undefined ? {} : { interceptHosts }),
    ...(theme === undefined ? {} : { theme }),
    ...(capture === undefined ? {} : { capture }),
    ...(atQuit === undefined ? {} : { atQuit }),
    ...(claudeSettingsAtQuit === undefined ? {} : { claudeSettingsAtQuit }),
    ...(whenWindowClosed === undefined ? {} : { whenWindowClosed }),
    ...(upstreamProxy === undefined ? {} : { upstreamProxy }),
    ...(api === undefined ? {} : { api }),
    ...(maskingRulesOff === undefined ? {} : { maskingRulesOff }),
    ...(retention === undefined ? {} : { retention }),
    ...(savedFilters === undefined ? {} : { savedFilters }),
  };
}
