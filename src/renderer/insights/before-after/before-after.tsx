/** What turns took before a point in time, and after it. */
export function BeforeAfter() {
  return null;
}
