import type { OpenAPIHono } from '@hono/zod-openapi';
import type { StatusView } from '../../contract/status-view.ts';
import type { Keeping } from '../answers/keep-exchange.ts';
import type { StoreReads } from '../store/reads.ts';

/** What the answers of the local API stand on. */
export interface ApiGround {
  readonly store: StoreReads;
  readonly keeping: Keeping;
  readonly version: string;
  readStatus(): StatusView;
}

/** Adds routes to the API, with their descriptions. */
export type Routes = (app: OpenAPIHono, ground: ApiGround) => void;
