import { useState, type ReactNode } from 'react';
import type { ContextView } from '../../../../contract/context-view.ts';
import { commonSource } from '../../../../domain/filter/page-of-source.ts';
import { copySegments } from '../../../bridge/copy-segments.ts';
import { copyText } from '../../../bridge/use-call.ts';
import { formatCounted } from '../../../format/quantities.ts';
import { usePlace } from '../../../navigation/use-place.ts';
import { ContextMenu } from '../../../ui/context-menu.tsx';
import type { MenuGroup } from '../../../ui/menu.tsx';
import { Toast } from '../../../ui/toast.tsx';
import { filteredBy } from './source-actions.ts';
import type { SourceNode } from './source-tree.ts';

interface SourceMenu {
  /** Opens the menu of a source at a point of the window. */
  readonly open: (node: SourceNode, at: { readonly x: number; readonly y: number }) => void;
  /** What can be done with a source. */
  readonly groupsOf: (node: SourceNode) => readonly MenuGroup[];
  /** The menu while it is open, and what came of it. */
  readonly face: ReactNode;
}

/** What can be done with a source of a request, from its line and from its text. */
export function useSourceMenu(id: string, { segments }: Pick<ContextView, 'segments'>): SourceMenu {
  const [place, go] = usePlace();
  const [opened, setOpened] = useState<{ readonly node: SourceNode; readonly x: number; readonly y: number } | null>(null);
  const [said, setSaid] = useState<{ readonly tone: 'good' | 'bad'; readonly words: string } | null>(null);
  const saying = async (copying: Promise<string>) => {
    try {
      setSaid({ tone: 'good', words: await copying });
    } catch (error) {
      setSaid({ tone: 'bad', words: `It was not copied: ${error instanceof Error ? error.message : 'the clipboard refused it.'}` });
    }
  };
  const groupsOf = (node: SourceNode): readonly MenuGroup[] => {
    const own = node.segments.flatMap((index) => segments[index] ?? []);
    const [first] = own;
    const page = commonSource(own.map(({ source }) => source));
    const hasBytes = node.bytes > 0;
    return [
      {
        name: null,
        entries: [
          { key: 'filter', name: 'Filter requests by this source', run: () => go({ filter: filteredBy(place.filter, node, segments) }) },
          { key: 'page', name: 'Its page under Sources', isOff: page === null, run: () => go({ screen: 'sources', source: page }) },
        ],
      },
      {
        name: null,
        entries: [
          { key: 'name', name: 'Copy name', run: () => void saying(copyText(node.label).then(() => 'The name is on the clipboard.')) },
          {
            key: 'text',
            name: 'Copy text',
            isOff: !hasBytes,
            run: () =>
              void saying(
                copySegments(id, own).then((count) =>
                  count < own.length ? `The first ${formatCounted(count, 'part')} of ${own.length} are on the clipboard.` : 'The text is on the clipboard.',
                ),
              ),
          },
          {
            key: 'raw',
            name: 'Show in the raw body',
            isOff: !hasBytes || first === undefined,
            run: () => go({ tab: 'raw', at: first === undefined ? null : `${first.start}-${first.end}` }),
          },
        ],
      },
    ];
  };
  const face = (
    <>
      <ContextMenu label={`Actions for ${opened?.node.label ?? ''}`} at={opened} groups={opened === null ? [] : groupsOf(opened.node)} onClose={() => setOpened(null)} />
      {said !== null && (
        <Toast tone={said.tone} onDismiss={() => setSaid(null)}>
          {said.words}
        </Toast>
      )}
    </>
  );
  return { open: (node, at) => setOpened({ node, ...at }), groupsOf, face };
}
