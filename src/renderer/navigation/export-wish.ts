import { holdWish } from './wish.ts';

const { wish, useWish } = holdWish<readonly string[]>();

/** Asks for these requests to be exported: whoever shows the export dialog opens it. Null when it is closed. */
export const wishToExport = wish;

/** The requests that are wished to be exported; null while there is no such wish. */
export const useExportWish = useWish;
