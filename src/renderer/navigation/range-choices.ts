/** The ranges of days up to today that Sources and Costs can be asked for, by the words that stand in the URL. */
export const rangeChoices = [
  { value: 'today', name: 'Today', days: 1 },
  { value: '7-days', name: '7 days', days: 7 },
  { value: '30-days', name: '30 days', days: 30 },
  { value: '90-days', name: '90 days', days: 90 },
  { value: 'all', name: 'All', days: null },
] as const;

export type RangeName = (typeof rangeChoices)[number]['value'];
