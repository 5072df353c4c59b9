import { existsSync, lstatSync, rmSync } from 'node:fs';
import type { Outcome } from '../../../contract/calls.ts';
import type { Desktop } from '../../answers/desktop.ts';
import type { Engine } from '../../engine.ts';
import { errorMessage } from '../../error-message.ts';
import { bytesOfOurs, listForeign, removeOurFiles } from '../../our-files.ts';
import { remediesStep } from './remedies-step.ts';
import { absent, present, type RemovalStep } from './removal-step.ts';
import { removeCommandOf } from './what-stays.ts';

export interface RemovalGround {
  readonly dataDir: string;
  readonly engine: Engine;
  readonly desktop: Desktop;
  /** Before the data goes: nothing writes any more. */
  readonly endWriting: () => void;
}

/** What "Remove everything" undoes, in the order it is done: what needs the app first, its data last. */
export function removalSteps(ground: RemovalGround): readonly RemovalStep[] {
  return [claudeStep(ground), remediesStep(ground.desktop.remedies), loginStep(ground), commandStep(ground), certificateStep(ground), stopStep(ground), envFilesStep(ground), dataStep(ground)];
}

function claudeStep({ desktop: { claudeSettings } }: RemovalGround): RemovalStep {
  return {
    id: 'claude-settings',
    name: 'Claude Code’s own settings',
    // Left as they are, no Claude Code would reach its server any more.
    isRequired: true,
    look: async () => {
      const { file, standing } = await claudeSettings.read();
      switch (standing.state) {
        case 'set':
          return present('They lead to Whence. What Whence wrote into them is taken out; the rest stays as it is.', [file]);
        case 'elsewhere':
          return present('Whence has set them, and they were changed since. What is still of Whence in them is taken out.', [file]);
        case 'cannot-read':
          return present(standing.why, [file]);
        case 'set-by-hand':
          return absent(`they lead to Whence, but not by Whence: take its address out of ${file} by hand`);
        case 'not-set':
        case 'other-proxy':
          return absent('there is nothing of Whence in them');
      }
    },
    remove: async () => {
      const undone = await claudeSettings.undo();
      return undone.done ? undone : { ...undone, message: `${undone.message} By hand: delete what names Whence’s address or certificate from "env" in that file.` };
    },
  };
}

function loginStep({ desktop }: RemovalGround): RemovalStep {
  return {
    id: 'login-item',
    name: 'Login item',
    // It would start what is no longer there.
    isRequired: true,
    look: async () => {
      const { state, message } = await desktop.readLoginItem();
      return state === 'off' ? absent('nothing is started when you sign in') : present(message);
    },
    remove: () => desktop.removeLoginItem(),
  };
}

function commandStep({ desktop }: RemovalGround): RemovalStep {
  return {
    id: 'command',
    name: 'The command whence',
    look: async () => {
      const { state, file } = await desktop.readRunCommand();
      switch (state) {
        case 'installed':
        case 'outdated':
          return present('It is deleted, and so are folders that were made for it, if they are empty.', [file]);
        case 'other-whence':
          return absent('that of another Whence is there');
        case 'absent':
        case 'foreign':
          return absent('it is not installed');
      }
    },
    remove: () => desktop.removeCommand(),
  };
}

function certificateStep({ engine, desktop }: RemovalGround): RemovalStep {
  return {
    id: 'certificate',
    name: 'Trusted certificate',
    look: async () => {
      const { state, message } = await desktop.readTrust();
      if (state === 'not-trusted') return absent('this system does not trust it');
      return present(`${message} It is taken out of the certificates this system trusts; the system may ask for your password.`, [engine.caFile]);
    },
    remove: () => desktop.removeCertificate(),
  };
}

function stopStep({ engine, endWriting }: RemovalGround): RemovalStep {
  return {
    id: 'stop',
    name: 'Proxy and standby',
    isRequired: true,
    look: () => {
      const { proxy, clients } = engine.readStatus();
      const open = clients === 0 ? '' : ` ${clients === 1 ? 'One connection that is open is' : `${clients} connections that are open are`} cut off.`;
      return present(`Recording ends, port ${proxy.port} is closed, and so is the standby that keeps it when Whence is gone.${open}`);
    },
    remove: async () => {
      endWriting();
      // Whatever of it fails: a standby that is left would take the port.
      const failure = await engine.close('nobody').then(() => null, errorMessage);
      const running = await engine.endStandbys();
      if (running.length === 0 && failure !== null) return { done: false, message: `Whence did not end as it should (${failure}). It ends when you quit.`, manualCommand: null };
      if (running.length === 0) return { done: true, message: 'The port is free, and nothing of Whence listens any more.' };
      const kill = process.platform === 'win32' ? `taskkill /F ${running.map((pid) => `/PID ${pid}`).join(' ')}` : `kill -9 ${running.join(' ')}`;
      return { done: false, message: `A standby did not end (process ${running.join(', ')}).`, manualCommand: kill };
    },
  };
}

function envFilesStep({ engine }: RemovalGround): RemovalStep {
  const files = Object.values<string>({ ...engine.envFiles });
  return {
    id: 'env-files',
    name: 'Files that point terminals here',
    look: () => {
      const there = files.filter((file) => existsSync(file));
      return there.length === 0 ? absent('there are none') : present('Terminals that read one at their start do so no more.', there, bytesOf(there));
    },
    remove: () => {
      for (const file of files) rmSync(file, { force: true });
      return { done: true, message: 'They were deleted.' };
    },
  };
}

function dataStep(ground: RemovalGround): RemovalStep {
  const { dataDir } = ground;
  return {
    id: 'data',
    name: 'All data',
    look: () => {
      const foreign = listForeign(dataDir);
      const others = foreign.length === 0 ? '' : ` What is not of Whence stays: ${foreign.join(', ')}.`;
      return present(`The key and the certificate of this Whence, every request that was captured, ratings, and settings.${others}`, [dataDir], bytesOfOurs(dataDir));
    },
    remove: async (): Promise<Outcome> => {
      // By hand it can be taken out of the trusted ones only while there is such a file. Its key goes in any case.
      const trust = await stillTrusted(ground);
      const failed = removeOurFiles(dataDir, trust);
      if (failed.length > 0) {
        const [first] = failed;
        return { done: false, message: `${failed.length} files could not be deleted (${first?.file ?? ''}: ${first?.reason ?? ''}).`, manualCommand: removeCommandOf(failed.map(({ file }) => file)) };
      }
      return { done: true, message: trust.length === 0 ? 'It was deleted.' : `It was deleted, but for ${trust.join(', ')}, which is needed to take it out of the trusted certificates by hand.` };
    },
  };
}

async function stillTrusted({ engine: { caFile }, desktop }: RemovalGround): Promise<readonly string[]> {
  try {
    const { state } = await desktop.readTrust();
    return state === 'trusted' ? [caFile] : [];
  } catch {
    return [];
  }
}

function bytesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (lstatSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Carries out a step; whatever it throws becomes its result. */
export async function carriedOut(step: RemovalStep): Promise<Outcome> {
  try {
    return await step.remove();
  } catch (error) {
    return { done: false, message: `${errorMessage(error)}.`, manualCommand: null };
  }
}
