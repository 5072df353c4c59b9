import { z } from 'zod';
import type { WhatIfFacts } from '../domain/insight/what-if-facts.ts';

/** What "what if" is reckoned from, in the window. */
export const whatIfView = z.custom<WhatIfFacts>((value) => typeof value === 'object' && value !== null);
