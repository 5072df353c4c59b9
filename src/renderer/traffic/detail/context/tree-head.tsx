import type { KeyboardEvent } from 'react';
import type { ContextView } from '../../../../contract/context-view.ts';
import { Icon } from '../../../ui/icon.tsx';
import { EquivalentMark } from '../../row/cost-figure.tsx';
import type { SourceOrder } from './source-tree.ts';

interface TreeHeadProps {
  readonly context: ContextView;
  readonly order: SourceOrder;
  readonly onOrder: (order: SourceOrder) => void;
  readonly find: string;
  readonly onFind: (text: string) => void;
  /** From the field into the tree. */
  readonly onLeave: () => void;
}

/** The heads of the tree's columns: a field that finds sources, and the order they stand in. */
export function TreeHead({ context, order, onOrder, find, onFind, onLeave }: TreeHeadProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else if (event.key === 'Escape' && find !== '') onFind('');
    else return;
    event.preventDefault();
  };
  return (
    <div className="context-head">
      <input
        type="search"
        className="context-find"
        aria-label="Find a source"
        placeholder="Source"
        title="Type to find a source; Escape shows all again"
        spellCheck={false}
        value={find}
        onChange={(event) => onFind(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="context-order figure"
        aria-label={order === 'size' ? 'Tokens, largest first' : 'Tokens, in the order of the prompt'}
        title={order === 'size' ? 'Largest first. Press for the order of the prompt.' : 'In the order of the prompt. Press for the largest first.'}
        onClick={() => onOrder(order === 'size' ? 'prompt' : 'size')}
      >
        {order === 'size' ? 'Tokens' : 'In order'}
        <Icon name={order === 'size' ? 'down' : 'right'} size={9} />
      </button>
      <span title="Read from the cache (full), written to it (striped), or neither (empty)">Cache</span>
      <span className="tree-bar" />
      <span className="figure tree-share">Share</span>
      <span className="figure">
        Cost
        {context.billing === 'subscription' && context.costs.totalMicroUsd !== null && <EquivalentMark />}
      </span>
    </div>
  );
}
