import { ConnectionAssembly } from './connection-assembly.ts';
import type { ExchangeEvent } from './exchange.ts';
import { OpenExchange } from './open-exchange.ts';
import type { MissedCode, Relayed } from '../relayed/relayed.ts';

/**
 * Puts what is relayed together to exchanges, for all connections. The events come while the messages are taken, in the
 * order of what they tell; how the bytes were cut makes no difference to what they say in sum. A connection that nothing is
 * seen of counts as one exchange, of which only its end is still to come.
 */
export class ExchangeAssembly {
  readonly #connections = new Map<number, ConnectionAssembly>();
  readonly #unseen = new Map<number, OpenExchange>();
  readonly #emit: (event: ExchangeEvent) => void;

  constructor(emit: (event: ExchangeEvent) => void) {
    this.#emit = emit;
  }

  take(message: Relayed): void {
    switch (message.kind) {
      case 'connected':
        this.#connections.set(message.connection, new ConnectionAssembly(originOf(message), this.#emit));
        break;
      case 'refused':
        this.#addWithoutContent(message, 'failed');
        break;
      case 'unseen':
        this.#unseen.set(message.connection, this.#addWithoutContent(message, 'uncaptured'));
        break;
      case 'unseen-ended':
        this.#endUnseen(message);
        break;
      case 'tally':
        break;
      case 'missed':
        this.abandon(message.connection, message.code);
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
  abandon(connection: number, code: 'recorder-failed' | MissedCode): void {
    const assembly = this.#connections.get(connection);
    this.#connections.delete(connection);
    assembly?.close(code);
  }

  /** Gives up everything that is open, as when the connections were closed. */
  closeAll(): void {
    for (const assembly of this.#connections.values()) assembly.close('connection-closed');
    this.#connections.clear();
    this.#unseen.clear();
  }

  #addWithoutContent(message: Extract<Relayed, { kind: 'refused' | 'unseen' }>, state: 'failed' | 'uncaptured'): OpenExchange {
    const exchange = new OpenExchange(originOf(message), message.atUs);
    exchange.error = { code: message.code, message: message.message };
    exchange.state = state;
    this.#emit({ kind: 'opened', exchange });
    this.#emit({ kind: 'finished', exchange });
    return exchange;
  }

  #endUnseen({ connection, atUs, requestBytes, responseBytes }: Extract<Relayed, { kind: 'unseen-ended' }>): void {
    const exchange = this.#unseen.get(connection);
    if (exchange === undefined) return;
    this.#unseen.delete(connection);
    exchange.requestBytes = requestBytes;
    exchange.responseBytes = responseBytes;
    exchange.at({ responseDeliveredAtUs: atUs });
    this.#emit({ kind: 'changed', exchange });
  }
}

const plainPort = 80;

function originOf(message: Extract<Relayed, { kind: 'connected' | 'refused' | 'unseen' }>): OpenExchange['origin'] {
  const { host, port } = message;
  // What carried no byte that was read does not say what it would have been.
  const isPlain = message.kind === 'connected' ? message.mode === 'plain' : port === plainPort;
  return { scheme: isPlain ? 'http' : 'https', host, port };
}
