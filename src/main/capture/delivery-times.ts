import type { OpenExchange } from './open-exchange.ts';
import type { Side } from '../relayed/relayed.ts';

/** Finds when the last byte of each message of a connection was handed to the other side's kernel. Offsets count one side's bytes. */
export class DeliveryTimes {
  readonly #undelivered: Record<Side, { readonly offset: number; readonly exchange: OpenExchange }[]> = { client: [], upstream: [] };
  readonly #delivered: Record<Side, { readonly total: number; readonly atUs: number }> = {
    client: { total: 0, atUs: 0 },
    upstream: { total: 0, atUs: 0 },
  };

  /**
   * Notes in the exchange when its message from this side, which ends at `offset`, was delivered: now or later. A body that ends
   * with its connection was delivered before it was known to be over.
   */
  await(from: Side, exchange: OpenExchange, offset: number): void {
    const { total, atUs } = this.#delivered[from];
    if (offset <= total) exchange.at(deliveredAt(from, atUs));
    else this.#undelivered[from].push({ offset, exchange });
  }

  /** All up to `total` is delivered: answers with the exchanges that have their time by this. */
  take(from: Side, total: number, atUs: number): readonly OpenExchange[] {
    this.#delivered[from] = { total, atUs };
    const waiting = this.#undelivered[from];
    const stillWaiting = waiting.findIndex(({ offset }) => offset > total);
    const exchanges = waiting.splice(0, stillWaiting === -1 ? waiting.length : stillWaiting).map(({ exchange }) => exchange);
    for (const exchange of exchanges) exchange.at(deliveredAt(from, atUs));
    return exchanges;
  }
}

function deliveredAt(from: Side, atUs: number): Partial<OpenExchange['timing']> {
  return from === 'client' ? { requestForwardedAtUs: atUs } : { responseDeliveredAtUs: atUs };
}
