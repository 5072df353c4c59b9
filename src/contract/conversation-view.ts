import { z } from 'zod';
import type { StreamEvent } from '../domain/anthropic/stream-events.ts';
import type { Conversation } from '../domain/conversation/conversation.ts';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The domain's conversation, its texts cut by the segments of the analysis where there is one. */
export type ConversationView = Conversation;
export const conversationView = z.custom<ConversationView>(isObject);

/** The events of a response's stream, in order. */
export const streamView = z.object({
  events: z.array(z.custom<StreamEvent>(isObject)).readonly(),
  /** Events beyond those given. */
  leftOut: z.number().int(),
  /** When the response began, in microseconds after the request did; null where that is not known. The times of the events count from then on. */
  beganAfterUs: z.number().int().nullable(),
  /** False where nobody wrote down when its octets came. */
  hasTimes: z.boolean(),
});
export type StreamView = z.infer<typeof streamView>;
