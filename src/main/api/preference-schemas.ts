import { z } from '@hono/zod-openapi';
import { sourceGroups } from '../../domain/attribution/source.ts';
import { preferenceVersion } from '../../domain/rating/preference-texts.ts';
import { count, isoTimeText, listOf, microUsdOrNull } from './request-schemas.ts';

const stars = z.number().min(1).max(5);
const differenceStars = z.number().min(-4).max(4);

const preference = z
  .strictObject({
    key: z.string().openapi({ description: 'As costs?by=owner names it.' }),
    group: z.enum(sourceGroups),
    name: z.string(),
    recommendation: z.enum(['first', 'last']).nullable().openapi({ description: 'Null where the ratings do not allow one.' }),
    reason: z.string(),
    ratings: count,
    average_rating: stars,
    rating_low: stars,
    rating_high: stars,
    rated_share: z.number().min(0).max(1).nullable().openapi({ description: 'How much of the rated prompts it was, on average.' }),
    difference: z
      .strictObject({ stars: differenceStars, low: differenceStars, high: differenceStars })
      .nullable()
      .openapi({ description: 'What was rated with it less what was rated without it; null where nothing was.' }),
    requests: count,
    tokens: count.nullable(),
    cost_micro_usd: microUsdOrNull,
    calls: count.nullable(),
  })
  .openapi('Preference');

export const preferences = z
  .strictObject({
    format: z.literal('whence-preferences'),
    version: z.literal(preferenceVersion).openapi({ description: 'Of this shape: another one has another number.' }),
    written_at: isoTimeText,
    from: isoTimeText.nullable(),
    until: isoTimeText.nullable(),
    ratings: count.openapi({ description: 'Of requests in this time, of whatever they held.' }),
    certainty: z.literal(0.95),
    sources: listOf(preference),
  })
  .openapi('Preferences');
