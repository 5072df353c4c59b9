/** From when to when, as terms of a filter; an end that is left out is none. */
export function timeFilter(fromUs: number | undefined, untilUs: number | undefined): string {
  const terms = [fromUs === undefined ? '' : `after:${iso(fromUs)}`, untilUs === undefined ? '' : `before:${iso(untilUs)}`];
  return terms.filter((term) => term !== '').join(' ');
}

function iso(atUs: number): string {
  return new Date(atUs / 1000).toISOString();
}
