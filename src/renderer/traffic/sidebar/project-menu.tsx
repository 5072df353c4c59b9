import { copyText } from '../../bridge/use-call.ts';
import { usePlace } from '../../navigation/use-place.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { filterWith } from '../find/filter-with.ts';

interface ProjectMenuProps {
  readonly directory: string | null;
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly onClose: () => void;
}

/** What can be done with the project whose line it was asked for on. */
export function ProjectMenu({ directory, at, onClose }: ProjectMenuProps) {
  const [place, go] = usePlace();
  const narrow = (to: string) =>
    go({ session: null, thread: null, exchange: null, search: null, filter: filterWith(place.filter, { field: 'project', anyOf: [{ is: 'word', word: to }] }) });
  const entries =
    directory === null
      ? []
      : [
          { key: 'filter', name: 'Show only this project', run: () => narrow(directory) },
          { key: 'copy', name: 'Copy its path', run: () => void copyText(directory) },
        ];
  return <ContextMenu label="Project" at={at} groups={[{ name: null, entries }]} onClose={onClose} />;
}
