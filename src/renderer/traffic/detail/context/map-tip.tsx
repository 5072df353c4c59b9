import { createPortal } from 'react-dom';
import { formatShare } from '../../../format/quantities.ts';
import { visibleText } from '../../../ui/visible-text.tsx';
import { CostFigure } from '../../row/cost-figure.tsx';
import { cacheWords } from './cache-words.ts';
import type { MapPart } from './map-parts.ts';
import { partCost, partKind, partStates, partWeight, type MapGround } from './map-words.ts';

interface MapTipProps {
  readonly part: MapPart;
  readonly ground: MapGround;
  /** In pixels of the window. */
  readonly x: number;
  readonly y: number;
}

const widthPx = 260;

/** What a part of the map is, beside the pointer. The part's own name says the same to who does not see it. */
export function MapTip({ part, ground, x, y }: MapTipProps) {
  const { segments, billing } = ground.context;
  const left = Math.max(4, Math.min(x + 12, window.innerWidth - widthPx - 8));
  const isLow = y > window.innerHeight - 110;
  return createPortal(
    <div className="map-tip" aria-hidden="true" data-group={part.group} style={{ left, ...(isLow ? { bottom: window.innerHeight - y + 12 } : { top: y + 16 }) }}>
      <div className="map-tip-name">
        <span className="swatch" />
        <strong>{visibleText(part.label)}</strong>
      </div>
      <div className="dim">{partKind(part, ground)}</div>
      <div>
        {partWeight(part, ground)} · {formatShare(ground.total === 0 ? null : part.weight / ground.total)} · <CostFigure microUsd={partCost(part, segments)} billing={billing} />
      </div>
      <div className="dim">{cacheWords(partStates(part, segments))}</div>
    </div>,
    document.body,
  );
}
