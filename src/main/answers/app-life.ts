import type { OfferedCommand, PortCheck, RunView } from '../../contract/app-view.ts';

/** What some answers need of the app as a program: its menu, its start and its end. The shell provides it. */
export interface AppLife {
  /** The commands that the window offers now. */
  offerCommands(commands: readonly OfferedCommand[]): void;
  readRun(): RunView;
  checkPort(port: number): Promise<PortCheck>;
  /** Ends the app and starts it again, with the same options. */
  restart(): void;
}
