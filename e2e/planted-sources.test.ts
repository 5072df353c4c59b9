import { describe, expect, test } from 'vitest';
import { measurePlantedSources } from './measure-planted-sources.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: markers planted in what the real Claude Code reads: ${missing}.`);

/**
 * Claude Code writes its own texts in another way to each of these. What is known to be wrong: a session that begins with a prompt
 * of an MCP server lists no skills, so a hook's list is taken for the one that is due.
 */
const models: readonly { readonly name: string; readonly model: string | null; readonly knownToBeWrong: readonly string[] }[] = [
  { name: 'the model it chooses', model: null, knownToBeWrong: [] },
  { name: 'an older model', model: 'claude-sonnet-4-5-20250929', knownToBeWrong: [] },
];

/** Whether a server has failed by the time of a request, to be spoken of in it, is a race. */
const perhapsUnseen = 'planted-broken-server-here';

// Five runs of Claude Code: some 10 s, or three times as long on a busy machine.
const testWithinMs = 120_000;

describe.skipIf(missing !== null)('markers planted in what the real Claude Code reads', () => {
  test.each(models)('are each under the source they were planted in, with $name', async ({ model, knownToBeWrong }) => {
    const { problems, attributed, stored } = await measurePlantedSources(realClientBinary() ?? '', model);
    const wrong = attributed.wrong.filter(({ marker }) => !knownToBeWrong.includes(marker));
    const unseen = attributed.unseen.filter((marker) => marker !== perhapsUnseen);
    expect({ problems, wrong, unseen }).toEqual({ problems: [], wrong: [], unseen: [] });
    expect(attributed.wrong.map(({ marker }) => marker)).toEqual(knownToBeWrong);
    expect(attributed).toMatchObject({ uncovered: 0, unknownBytes: 0, unknownHarnessBytes: 0, unknownTexts: [] });
    expect(stored).toEqual(attributed);
    expect(attributed.places).toBeGreaterThan(1000);
  }, testWithinMs);
});
