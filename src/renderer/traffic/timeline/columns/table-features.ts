import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ExchangeRow } from '../../../../contract/exchange-view.ts';
import { sortValues } from '../lines/sort-values.ts';
import { columnIds, factsOf } from './column-facts.ts';

// The table keeps the columns. Its rows are ours: sorted, folded and drawn by the virtual list, which 100,000 row objects would only slow down.
export const timelineFeatures = tableFeatures({ columnOrderingFeature, columnSizingFeature, columnResizingFeature, columnVisibilityFeature, rowSortingFeature });

const column = createColumnHelper<typeof timelineFeatures, ExchangeRow>();

export const tableColumns = column.columns(
  columnIds.map((id) => {
    const { name, widthPx, canSort } = factsOf(id);
    if (id === 'waterfall') return column.display({ id, header: name, size: widthPx, enableSorting: false });
    return column.accessor(sortValues[id], { id, header: name, size: widthPx, enableSorting: canSort });
  }),
);
