import { attentionOf } from '../../../contract/attention.ts';
import type { StatusView } from '../../../contract/status-view.ts';

/** Each has a sign of its own shape. */
export const traySigns = ['starting', 'recording', 'paused', 'attention'] as const;
export type TraySign = (typeof traySigns)[number];

export interface TrayState {
  readonly sign: TraySign;
  /** The state in words: what the pointer is told, and the first line of the menu. */
  readonly words: string;
}

/** What the tray says of the proxy; null before the engine is there. */
export function trayState(status: StatusView | null): TrayState {
  if (status === null) return { sign: 'starting', words: 'Starting' };
  const address = addressOf(status);
  const [first, ...others] = attentionOf(status);
  const doing = status.capture ? `Recording on ${address}` : `Not recording: traffic to ${address} passes unseen`;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` And ${others.length} more.`;
    return { sign: 'attention', words: `${first.text}${more} ${doing}.` };
  }
  return { sign: status.capture ? 'recording' : 'paused', words: doing };
}

/** `127.0.0.1:8443`. */
export function addressOf({ proxy }: Pick<StatusView, 'proxy'>): string {
  return proxy.url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
