import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installClient } from '../test-support/real-client/install-client.mjs';
import { preparePrivateMachine } from '../test-support/real-client/private-machine.mjs';
import { buildApp } from './setup/build-app.mjs';
import { projectFolder } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { NeedsUser, say } from './setup/say.mjs';
import { hasDisplay, setUp } from './setup/set-up.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{ name: string, run: () => Promise<Count> }} Step
 */

const reportFolder = path.join(projectFolder, '.cache', 'test-reports');
// A step that hangs shall fail while the others still count. Each of them takes a fraction of this.
const stepWithinMs = 15 * 60_000;
/**
 * The end-to-end tests run in three parts at once, of about the same length; what is not named here is the third, `window`. `wire-cases` watches for most of its time a connection on
 * which nothing passes, so that two apps at once are what two processors are busy with.
 */
const endToEndParts = {
  traffic: ['claude-settings', 'distrusting-client', 'engine', 'killed-app', 'killed-under-client', 'login-item', 'planted-in-imports', 'planted-secrets', 'planted-sources', 'real-client',
    'real-client-insights', 'real-client-settings', 'shell', 'untrusting-client'],
  silence: ['wire-cases', 'set-up', 'finding', 'timeline', 'conversation', 'archives', 'kept-settings', 'costs', 'rating', 'what-if'],
};

/** @type {readonly Step[]} */
const steps = [
  { name: 'Set-up and build', run: prepare },
  { name: 'Type-check', run: () => tool('typescript/bin/tsc', ['-b']) },
  { name: 'Lint', run: () => tool('oxlint/bin/oxlint', ['--deny-warnings']) },
  { name: 'Layers', run: () => vitest('layers', ['--project', 'layers']) },
  { name: 'Unit and integration', run: () => vitest('unit', ['--project', 'pure', '--project', 'processes']) },
  { name: 'End to end, in a real Electron', run: endToEnd },
];

const lines = [];
const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of steps) {
  process.stdout.write(`\n── ${step.name}\n`);
  const startedAtMs = Date.now();
  const count = await counted(step);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  lines.push(
    `${count.failed > 0 ? '✗' : '✓'} ${step.name}: ${count.passed} passed, ${count.failed} failed${skipped} (${((Date.now() - startedAtMs) / 1000).toFixed(1)} s)`,
  );
  // Without its dependencies there is nothing to run the other steps with.
  if (count.failed > 0 && step.run === prepare && !existsSync(path.join(projectFolder, 'node_modules', 'vitest'))) break;
}
process.stdout.write(`\n${lines.join('\n')}\n`);
if (total.skipped > 0) process.stdout.write(`${total.skipped} skipped: see above why.\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** A step that throws has failed, and the next ones run all the same. @returns {Promise<Count>} */
async function counted(/** @type {Step} */ step) {
  try {
    return await step.run();
  } catch (error) {
    say(error instanceof NeedsUser ? error.message : String(error instanceof Error ? error.stack : error));
    return one(false);
  }
}

async function prepare() {
  try {
    await setUp('tests');
  } catch (error) {
    // When a window's part needs the user, the steps without a window can still tell something.
    await setUp('engine').catch(() => undefined);
    throw error;
  }
  await buildApp();
  return one(true);
}

/** A tool of node_modules, which passes or fails as one. */
async function tool(/** @type {string} */ programInModules, /** @type {readonly string[]} */ toolArguments) {
  const program = path.join(projectFolder, 'node_modules', programInModules);
  const { code } = await run(process.execPath, [program, ...toolArguments], { cwd: projectFolder, output: 'show' });
  return one(code === 0);
}

async function vitest(
  /** @type {string} */ name,
  /** @type {readonly string[]} */ vitestArguments,
  /** @type {readonly string[]} */ under = [],
  env = process.env,
  /** @type {'show' | 'keep'} */ output = 'show',
) {
  const report = path.join(reportFolder, `${name}.json`);
  mkdirSync(reportFolder, { recursive: true });
  rmSync(report, { force: true });
  const [program = process.execPath, ...programArguments] = [
    ...under,
    process.execPath,
    path.join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...vitestArguments,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { code, signal, stdout, stderr } = await run(program, programArguments, { cwd: projectFolder, output, env, timeLimitMs: stepWithinMs });
  process.stderr.write(stdout + stderr);
  if (signal !== null) say(`This step was ended after ${stepWithinMs / 60_000} minutes, or from outside (${signal}).`);
  return countOf(report, code === 0);
}

/** The tests of a vitest report. A run that failed without a failed test (a file that does not load) counts as one failure. @returns {Count} */
function countOf(/** @type {string} */ report, /** @type {boolean} */ succeeded) {
  if (!existsSync(report)) return one(false);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  return {
    passed: Number(numPassedTests),
    failed: Math.max(Number(numFailedTests), succeeded ? 0 : 1),
    skipped: Number(numPendingTests) + Number(numTodoTests),
  };
}

/** Each part has a machine and a display of its own, so that all run at once; on the user's display one follows the other, since two windows take the focus from each other. */
async function endToEnd() {
  const { electron } = await setUp('tests');
  const client = await installClient();
  const env = {
    ...process.env,
    WHENCE_ELECTRON: electron ?? '',
    WHENCE_REAL_CLIENT: client.state === 'installed' ? client.binary : '',
    WHENCE_REAL_CLIENT_MISSING: client.state === 'installed' ? '' : client.reason,
  };
  const { traffic, silence } = endToEndParts;
  // One part is shown while it runs, and the others when they have ended: else their lines would be among each other.
  const output = hasDisplay() ? 'show' : 'keep';
  const parts = [
    () => endToEndPart('e2e-window', filesOf([...traffic, ...silence]).flatMap((file) => ['--exclude', file]), 100, env, 'show'),
    () => endToEndPart('e2e-traffic', filesOf(traffic), 200, env, output),
    () => endToEndPart('e2e-silence', filesOf(silence), 300, env, output),
  ];
  const counts = [];
  if (hasDisplay()) for (const part of parts) counts.push(await part());
  else counts.push(...(await Promise.all(parts.map((part) => part()))));
  return counts.reduce((sum, count) => ({ passed: sum.passed + count.passed, failed: sum.failed + count.failed, skipped: sum.skipped + count.skipped }));
}

function filesOf(/** @type {readonly string[]} */ names) {
  return names.map((name) => `e2e/${name}.test.ts`);
}

async function endToEndPart(
  /** @type {string} */ name,
  /** @type {readonly string[]} */ files,
  /** @type {number} */ firstDisplay,
  /** @type {NodeJS.ProcessEnv} */ env,
  /** @type {'show' | 'keep'} */ output,
) {
  const machine = await preparePrivateMachine();
  // Far apart: each part looks for a free number from its own on, and cannot see the processes of the others.
  const display = hasDisplay() ? [] : ['xvfb-run', '-a', '-n', String(firstDisplay)];
  const under = [...(machine.state === 'ready' ? machine.under : []), ...display];
  const machineState = machine.state === 'ready' ? 'ready' : machine.reason;
  try {
    return await vitest(name, ['--config', 'vitest.e2e.config.ts', ...files], under, { ...env, WHENCE_PRIVATE_MACHINE: machineState }, output);
  } finally {
    if (machine.state === 'ready') await machine.remove();
  }
}

/** @returns {Count} */
function one(/** @type {boolean} */ passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}
