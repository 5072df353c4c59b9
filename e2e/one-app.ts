import { afterAll, beforeAll } from 'vitest';
import { startScriptedUpstream, type ScriptedUpstream } from '../test-support/scripted-upstream.ts';
import { keepFailureScreenshots } from './failure-screenshots.ts';
import { launchApp, type RunningApp } from './launch-app.ts';

export interface OneApp {
  /** The app that all tests of the block share; there once the first begins. */
  readonly app: RunningApp;
  /** What it finds as api.anthropic.com. */
  readonly upstream: ScriptedUpstream;
}

/** For all tests of a block: one app with a data directory of its own, and a scripted upstream. Both are ended after the last. */
export function oneApp(): OneApp {
  let upstream: ScriptedUpstream | undefined;
  let app: RunningApp | undefined;
  keepFailureScreenshots(() => app);
  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    app = await launchApp({ upstream });
  });
  afterAll(async () => {
    await app?.close();
    await upstream?.close();
  });
  return {
    get app() {
      return there(app);
    },
    get upstream() {
      return there(upstream);
    },
  };
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The app is there from the first test on.');
  return value;
}
