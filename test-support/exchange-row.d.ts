import type { ExchangeRow } from '../src/contract/exchange-view.ts';
/** A finished main turn of one second that began `startedAtUs`; what a test is about is given. */
export declare function exchangeRow(id: string, startedAtUs: number, given?: Partial<ExchangeRow>): ExchangeRow;
