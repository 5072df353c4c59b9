import { z } from '@hono/zod-openapi';
import { isoTime, readIsoTime } from './iso-time.ts';

/** A parameter that is a whole number. */
export const wholeNumber = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback);

/** A parameter that is an ISO 8601 time: microseconds since the epoch. */
export const time = z
  .string()
  .transform((text, context) => {
    const atUs = readIsoTime(text);
    if (atUs === null) context.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 time` });
    return atUs ?? z.NEVER;
  })
  .openapi({ type: 'string', example: isoTime(1_795_298_702_412_378) });

export const text = z.string().min(1);

/** A parameter that must be there; `name` is what it names. */
export const needed = (name: string) => z.string({ error: `name ${name}` }).min(1, `name ${name}`);

export const byId = z.object({ id: text });

/** Bounds on the start of the request. */
export const inTime = z.object({ start_time: time.optional(), end_time: time.optional() });

export const page = z.object({ limit: wholeNumber(1, 1000, 20), offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0) });
