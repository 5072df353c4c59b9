import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { StatusView } from '../../contract/status-view.ts';
import type { Keeping } from '../answers/keep-exchange.ts';
import type { MarkerKeeping } from '../answers/keep-marker.ts';
import type { StoreReads } from '../store/reads.ts';

/** What the answers of the local API stand on. */
export interface ApiGround {
  readonly store: StoreReads;
  readonly keeping: Keeping;
  readonly markers: MarkerKeeping;
  readonly version: string;
  readStatus(): StatusView;
}

/** The API's routes, which can reach the connection that they answer on. */
export type ApiApp = OpenAPIHono<{ Bindings: HttpBindings }>;

/** Adds routes to the API, with their descriptions. */
export type Routes = (app: ApiApp, ground: ApiGround) => void;
