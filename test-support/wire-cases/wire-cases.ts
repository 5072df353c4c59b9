import { bodyCases } from './body-cases.ts';
import { endCases } from './end-cases.ts';
import { headCases } from './head-cases.ts';
import { interimCases } from './interim-cases.ts';
import type { WireCase } from './wire-case.ts';

/** Everything that has to look the same to both ends with the proxy and without it. */
export const wireCases: readonly WireCase[] = [...headCases, ...bodyCases, ...interimCases, ...endCases];

/** Those that are over within a few seconds. */
export const quickWireCases = wireCases.filter(({ connections }) =>
  connections.every(({ client, upstream }) => [...client, ...upstream].every((step) => !('pauseMs' in step) || step.pauseMs < 5000)),
);
