/** What requests would have come to without some of their sources. */
export function WhatIf() {
  return null;
}
