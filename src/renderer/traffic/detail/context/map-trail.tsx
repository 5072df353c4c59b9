import { visibleText } from '../../../ui/visible-text.tsx';

/** A part of the map that was gone into. */
export interface MapStep {
  readonly label: string;
  readonly segments: ReadonlySet<number>;
}

interface MapTrailProps {
  readonly trail: readonly MapStep[];
  readonly isTokens: boolean;
  readonly isInOrder: boolean;
  /** Back to where so many steps were gone. */
  readonly onStep: (count: number) => void;
}

/** What the map shows, and the way back out of the parts that were gone into. */
export function MapTrail({ trail, isTokens, isInOrder, onStep }: MapTrailProps) {
  const unit = isTokens ? 'tokens' : 'bytes';
  if (trail.length === 0) {
    return (
      <span className="map-title">
        <strong>Context map</strong> <span className="dim">{isInOrder ? `width = ${unit}` : `area = ${unit}`}</span>
      </span>
    );
  }
  const labels = ['Whole prompt', ...trail.map(({ label }) => label)];
  return (
    <nav className="map-title" aria-label="Way out of the map's parts">
      {labels.map((label, index) =>
        index === labels.length - 1 ? (
          <strong key={index} aria-current="location">
            {visibleText(label)}
          </strong>
        ) : (
          <span key={index}>
            <button type="button" className="map-step" onClick={() => onStep(index)}>
              {visibleText(label)}
            </button>
            <span className="dim" aria-hidden="true">
              {' › '}
            </span>
          </span>
        ),
      )}
    </nav>
  );
}
