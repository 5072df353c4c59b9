import type { Outcome } from '../../../contract/calls.ts';
import type { RemovalId } from '../../../contract/leaving-view.ts';

/** How something that can be removed stands. */
export interface Standing {
  readonly about: string;
  readonly paths: readonly string[];
  readonly bytes: number | null;
  readonly isAbsent: boolean;
}

/** One thing that "Remove everything" undoes. */
export interface RemovalStep {
  readonly id: RemovalId;
  readonly name: string;
  readonly isRequired?: boolean;
  look(): Promise<Standing> | Standing;
  remove(): Promise<Outcome> | Outcome;
}

/** What is not there. */
export function absent(about: string): Standing {
  return { about, paths: [], bytes: null, isAbsent: true };
}

export function present(about: string, paths: readonly string[] = [], bytes: number | null = null): Standing {
  return { about, paths, bytes, isAbsent: false };
}
