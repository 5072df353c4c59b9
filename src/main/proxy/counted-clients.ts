import type { Socket } from 'node:net';

/**
 * How many clients are connected. One counts from its first request on, until it closes: whoever only looks whether something listens is
 * none, and neither is a self-test of our own, which is never added.
 */
export class CountedClients {
  readonly #connections = new Set<Socket>();
  readonly #onChange: (clients: number) => void;

  constructor(onChange: (clients: number) => void) {
    this.#onChange = onChange;
  }

  /** To be called with each request. */
  add(connection: Socket): void {
    if (this.#connections.has(connection)) return;
    this.#connections.add(connection);
    this.#onChange(this.#connections.size);
    connection.once('close', () => {
      this.#connections.delete(connection);
      this.#onChange(this.#connections.size);
    });
  }
}
