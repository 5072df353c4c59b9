import { ToggleButton } from 'react-aria-components';
import { Button } from '../button.tsx';
import { visibleText } from '../visible-text.tsx';
import { ChartSwatch } from './chart-swatch.tsx';
import type { ChartSeries } from './chart-data.ts';
import './charts.css';

interface ChartLegendProps {
  readonly label: string;
  readonly series: readonly ChartSeries[];
  /** The keys of the series that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly onChange: (off: ReadonlySet<string>) => void;
}

/** What the series of a chart are called and look like. Each can be switched off and on; a double press leaves it alone. */
export function ChartLegend({ label, series, off, onChange }: ChartLegendProps) {
  const turn = (key: string, on: boolean) => {
    const next = new Set(off);
    if (on) next.delete(key);
    else next.add(key);
    onChange(next);
  };
  return (
    <div className="chart-legend" role="group" aria-label={label}>
      {series.map((each, index) => (
        <ToggleButton
          key={each.key}
          className="chart-legend-entry"
          isSelected={!off.has(each.key)}
          onChange={(on) => turn(each.key, on)}
          render={(props) => (
            <button
              {...props}
              title={`${each.name}\nDouble-click: this one alone`}
              onDoubleClick={() => onChange(new Set(series.filter(({ key }) => key !== each.key).map(({ key }) => key)))}
            />
          )}
        >
          <ChartSwatch series={each} index={index} />
          <span className="chart-legend-name">{visibleText(each.name)}</span>
        </ToggleButton>
      ))}
      {series.some(({ key }) => off.has(key)) && (
        <Button look="quiet" onPress={() => onChange(new Set())}>
          Show all
        </Button>
      )}
    </div>
  );
}
