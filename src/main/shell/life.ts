import { app } from 'electron';
import type { AppLife } from '../answers/app-life.ts';
import type { Engine } from '../engine.ts';
import type { CommandOptions } from '../options.ts';
import type { Leaving } from './leaving/leaving.ts';
import type { AppMenu } from './menu/app-menu.ts';
import type { OneWindow } from './window/one-window.ts';

interface LifeParts {
  readonly engine: Engine;
  readonly options: CommandOptions;
  readonly menu: AppMenu;
  readonly window: OneWindow;
  readonly leaving: Leaving;
}

/** What the window can ask of the app as a program. */
export function appLife({ engine, options, menu, window, leaving }: LifeParts): AppLife {
  return {
    offerCommands: (commands) => {
      menu.offer(commands);
      window.becomeReady();
    },
    readRun: () => ({ portIsStated: options.port !== undefined }),
    checkPort: (port) => engine.checkPort(port),
    restart: () => {
      app.relaunch();
      app.quit();
    },
    quit: () => app.quit(),
    readRemovalPlan: () => leaving.plan(),
    removeEverything: (without) => leaving.removeEverything(without),
    readRemovalReport: () => leaving.report,
  };
}
