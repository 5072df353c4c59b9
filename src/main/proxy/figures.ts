import type { ProxyFigures } from '../relayed/relayed.ts';

/** Counts what the proxy does, and reports it when it has changed, at most every 200 ms. */
export class Figures {
  #figures: ProxyFigures = { clients: 0, tunnelled: 0, unseen: 0, unrecorded: 0, distrusting: [] };
  #timer: NodeJS.Timeout | null = null;
  readonly #report: (figures: ProxyFigures) => void;

  constructor(report: (figures: ProxyFigures) => void) {
    this.#report = report;
  }

  read(): ProxyFigures {
    return this.#figures;
  }

  /** How many connections are open. */
  setClients(clients: number): void {
    this.#change({ clients });
  }

  countTunnelled(): void {
    this.#change({ tunnelled: this.#figures.tunnelled + 1 });
  }

  countUnseen(): void {
    this.#change({ unseen: this.#figures.unseen + 1 });
  }

  setDistrusting(distrusting: ProxyFigures['distrusting']): void {
    this.#change({ distrusting });
  }

  /** A message without bytes counts as one. */
  countUnrecorded(bytes: number): void {
    this.#change({ unrecorded: this.#figures.unrecorded + Math.max(1, bytes) });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #change(part: Partial<ProxyFigures>): void {
    this.#figures = { ...this.#figures, ...part };
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#report(this.#figures);
    }, 200).unref();
  }
}
