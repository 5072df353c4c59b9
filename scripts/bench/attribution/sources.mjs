import { fileURLToPath } from 'node:url';
import { installClient } from '../../../test-support/real-client/install-client.mjs';
import { preparePrivateMachine } from '../../../test-support/real-client/private-machine.mjs';
import { lastLine, run } from '../../setup/run.mjs';
import { say } from '../../setup/say.mjs';
import { figure, table } from '../report/table.mjs';

/** @typedef {{ marker: string, expected: readonly object[], found: object, confidence: string, path: string, excerpt: string, times: number }} Misplaced */
/** @typedef {{ kind: string, path: string, bytes: number, text: string }} UnknownText */
/** @typedef {{ requests: number, places: number, right: number, forgedPlaces: number, claimedElsewhere: number, genuineClaimed: number, wrong: readonly Misplaced[], unseen: readonly string[], uncovered: number, unknownBytes: number, unknownHarnessBytes: number, unknownTexts: readonly UnknownText[] }} Report */
/** @typedef {{ models: readonly string[], problems: readonly string[], attributed: Report, stored: Report, seconds: number }} Measurement */
/** @typedef {{ version: string, model: string } & ({ state: 'measured', measurement: Measurement } | { state: 'missing', reason: string })} Outcome */

const program = fileURLToPath(new URL('sources-process.mjs', import.meta.url));
const runWithinMs = 300_000;

/** What `--models` calls the model that Claude Code chooses itself. */
export const chosenModel = 'default';

/**
 * Runs each version of the real Claude Code with each model, one after the other, and prints how many of the planted markers are
 * under their source.
 * @param {readonly string[]} versions
 * @param {readonly string[]} models
 */
export async function measureSources(versions, models) {
  const machine = await preparePrivateMachine();
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    for (const version of versions) {
      const client = machine.state === 'ready' ? await installClient(version) : machine;
      for (const model of models) {
        if (machine.state === 'missing') outcomes.push({ version, model, ...machine });
        else if (client.state !== 'installed') outcomes.push({ version, model, state: 'missing', reason: 'reason' in client ? client.reason : 'it was not fetched' });
        else {
          say(`Claude Code ${version}, ${model}`);
          outcomes.push({ version, model, ...(await measureOne(machine.under, client.binary, model)) });
        }
      }
    }
  } finally {
    if (machine.state === 'ready') await machine.remove();
  }
  print(outcomes);
  return outcomes;
}

/** @returns {Promise<{ state: 'measured', measurement: Measurement } | { state: 'missing', reason: string }>} */
async function measureOne(/** @type {readonly string[]} */ under, /** @type {string} */ binary, /** @type {string} */ model) {
  const [unshare = '', ...unshareArguments] = under;
  const asked = model === chosenModel ? [] : [model];
  const { code, stdout, stderr } = await run(unshare, [...unshareArguments, process.execPath, program, binary, ...asked], { timeLimitMs: runWithinMs });
  if (code !== 0) return { state: 'missing', reason: `it could not be run (${code ?? 'its time was up'}): ${lastLine(stderr)}` };
  return { state: 'measured', measurement: JSON.parse(lastLine(stdout)) };
}

function print(/** @type {readonly Outcome[]} */ outcomes) {
  const heads = ['Claude Code', 'model', 'requests', 'markers right', 'forged', 'claimed elsewhere', 'genuine, claimed', 'never sent', 'unknown, bytes', 'unknown-harness', 'stored', 's'];
  const rows = outcomes.map((outcome) => (outcome.state === 'missing' ? [outcome.version, outcome.model, 'not measured'] : cellsOf(outcome.version, outcome.measurement)));
  process.stdout.write(`\n${table(heads, rows)}\n`);
  process.stdout.write('forged: places of forged texts, and of what stands behind such; claimed elsewhere: of these, those claimed under another source; genuine, claimed: right, and not sure\n');
  for (const outcome of outcomes) {
    process.stdout.write(`\nClaude Code ${outcome.version}, ${outcome.model}\n`);
    const lines = outcome.state === 'missing' ? [outcome.reason] : remarksOn(outcome.measurement);
    process.stdout.write(lines.map((line) => `  ${line}\n`).join(''));
  }
}

/** @returns {readonly string[]} */
function cellsOf(/** @type {string} */ version, /** @type {Measurement} */ { models, attributed, stored, seconds }) {
  return [
    version,
    models.join(', '),
    String(attributed.requests),
    `${attributed.right} of ${attributed.places}`,
    String(attributed.forgedPlaces),
    String(attributed.claimedElsewhere),
    String(attributed.genuineClaimed),
    String(attributed.unseen.length),
    String(attributed.unknownBytes),
    String(attributed.unknownHarnessBytes),
    `${stored.right} of ${stored.places}`,
    figure(seconds),
  ];
}

/** @returns {readonly string[]} */
function remarksOn(/** @type {Measurement} */ { problems, attributed }) {
  const { wrong, unseen, unknownTexts, uncovered } = attributed;
  const remarks = [
    ...problems,
    ...wrong.flatMap(({ marker, found, confidence, path, expected, excerpt, times }) => [
      `WRONG ${marker}, ${times} times: ${JSON.stringify(found)} ${confidence}, not ${expected.map((one) => JSON.stringify(one)).join(' or ')}`,
      `      at ${path}: …${excerpt}…`,
    ]),
    ...unknownTexts.map(({ kind, path, bytes, text }) => `${kind}, ${bytes} bytes at ${path}: ${JSON.stringify(text)}`),
    ...(uncovered > 0 ? [`${uncovered} bytes in no segment or in several`] : []),
    ...(unseen.length > 0 ? [`never sent: ${unseen.join(', ')}`] : []),
  ];
  return remarks.length > 0 ? remarks : ['all right'];
}

/** How much of what was measured is not as it should be. */
export function faultsOf(/** @type {readonly Outcome[]} */ outcomes) {
  return outcomes.reduce((sum, outcome) => {
    if (outcome.state === 'missing') return sum;
    const { problems, attributed, stored } = outcome.measurement;
    return sum + problems.length + attributed.wrong.length + attributed.uncovered + Math.abs(attributed.right - stored.right);
  }, 0);
}
