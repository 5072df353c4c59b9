import type { HeaderList } from '../../domain/http/header-list.ts';

export interface BodyStep {
  /** How many of the bytes were used up; at least one. */
  readonly used: number;
  /** The part of them that belongs to the body. */
  readonly data: Uint8Array | null;
  readonly broken: boolean;
}

/** How the end of a body is found. */
export interface BodyFraming {
  readonly isDone: boolean;
  readonly endsWithConnection: boolean;
  readonly trailers: HeaderList;
  read(bytes: Uint8Array): BodyStep;
}
