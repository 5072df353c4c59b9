import type { OfferedCommand, PortCheck, RunView } from '../../contract/app-view.ts';
import type { RemovalId, RemovalPlan, RemovalReport } from '../../contract/leaving-view.ts';

/** What some answers need of the app as a program: its menu, its start and its end. The shell provides it. */
export interface AppLife {
  /** The commands that the window offers now. */
  offerCommands(commands: readonly OfferedCommand[]): void;
  readRun(): RunView;
  checkPort(port: number): Promise<PortCheck>;
  /** Ends the app and starts it again, with the same options. */
  restart(): void;
  quit(): void;
  readRemovalPlan(): Promise<RemovalPlan>;
  removeEverything(without: readonly RemovalId[]): Promise<RemovalReport | null>;
  readRemovalReport(): RemovalReport | null;
}
