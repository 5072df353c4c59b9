import { z } from 'zod';

export const removalIds = ['claude-settings', 'remedies', 'login-item', 'command', 'certificate', 'stop', 'env-files', 'data'] as const;
export const removalId = z.enum(removalIds);
export type RemovalId = z.infer<typeof removalId>;

/** One thing that "Remove everything" undoes, as it stands before. */
export const plannedRemoval = z.object({
  id: removalId,
  name: z.string(),
  /** What is there and what will be done, in a sentence or two. */
  about: z.string(),
  paths: z.array(z.string()).readonly(),
  bytes: z.number().nullable(),
  /** Nothing of it is there. */
  isAbsent: z.boolean(),
  /** It cannot be left out. */
  isRequired: z.boolean(),
});
export type PlannedRemoval = z.infer<typeof plannedRemoval>;

/** What Whence does not remove, and how to do it by hand. */
export const whatStays = z.object({ what: z.string(), paths: z.array(z.string()).readonly(), command: z.string().nullable() });
export type WhatStays = z.infer<typeof whatStays>;

export const removalPlan = z.object({ steps: z.array(plannedRemoval).readonly(), stays: z.array(whatStays).readonly() });
export type RemovalPlan = z.infer<typeof removalPlan>;

/** What became of a step, or that it is still to come; `manualCommand` does by hand what failed. */
export const removalResult = z.object({
  id: removalId,
  name: z.string(),
  state: z.enum(['waiting', 'under-way', 'done', 'failed', 'left-out', 'absent']),
  message: z.string(),
  manualCommand: z.string().nullable(),
});
export type RemovalResult = z.infer<typeof removalResult>;

export const removalReport = z.object({
  /** False while it is carried out. */
  isOver: z.boolean(),
  results: z.array(removalResult).readonly(),
  stays: z.array(whatStays).readonly(),
  /** What goes when the app has ended: the folder that Chromium holds open. Null where the data was left. */
  goesAtQuit: z.string().nullable(),
});
export type RemovalReport = z.infer<typeof removalReport>;
