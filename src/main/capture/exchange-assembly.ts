import { ConnectionAssembly } from './connection-assembly.ts';
import type { ExchangeEvent } from './exchange.ts';
import { OpenExchange } from './open-exchange.ts';
import type { Relayed } from './relayed.ts';

/**
 * Puts what is relayed together to exchanges, for all connections. The events come while the messages are taken, in the
 * order of what they tell; how the bytes were cut makes no difference to what they say in sum.
 */
export class ExchangeAssembly {
  readonly #connections = new Map<number, ConnectionAssembly>();
  readonly #emit: (event: ExchangeEvent) => void;

  constructor(emit: (event: ExchangeEvent) => void) {
    this.#emit = emit;
  }

  take(message: Relayed): void {
    switch (message.kind) {
      case 'connected':
        this.#connections.set(message.connection, new ConnectionAssembly(message.host, message.port, this.#emit));
        break;
      case 'refused':
      case 'unseen':
        this.#takeUncaptured(message);
        break;
      case 'unseen-ended':
      case 'tally':
        break;
      case 'missed':
        this.abandon(message.connection, 'recorder-failed');
        break;
      case 'closed':
        this.#connections.get(message.connection)?.take(message);
        this.#connections.delete(message.connection);
        break;
      default:
        this.#connections.get(message.connection)?.take(message);
    }
  }

  /** Stops reading a connection whose exchanges cannot be put together; what is open of it is given up with this code. */
  abandon(connection: number, code: 'recorder-failed'): void {
    const assembly = this.#connections.get(connection);
    this.#connections.delete(connection);
    assembly?.close(code);
  }

  /** Gives up everything that is open, as when the connections were closed. */
  closeAll(): void {
    for (const assembly of this.#connections.values()) assembly.close('connection-closed');
    this.#connections.clear();
  }

  #takeUncaptured(message: Extract<Relayed, { kind: 'refused' | 'unseen' }>): void {
    const exchange = new OpenExchange(message.host, message.port, message.atUs);
    exchange.error = { code: message.code, message: message.message };
    exchange.state = 'failed';
    this.#emit({ kind: 'opened', exchange });
    this.#emit({ kind: 'finished', exchange });
  }
}
