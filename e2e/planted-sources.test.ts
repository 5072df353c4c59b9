import { describe, expect, test } from 'vitest';
import { measurePlantedSources } from './measure-planted-sources.ts';
import { realClientBinary, whyNoRealClient } from './private-machine.ts';

const missing = whyNoRealClient();
if (missing !== null) console.warn(`Skipped: markers planted in what the real Claude Code reads: ${missing}.`);

/** Claude Code writes its own texts in another way to each of these. */
const models: readonly { readonly name: string; readonly model: string | null }[] = [
  { name: 'the model it chooses', model: null },
  { name: 'an older model', model: 'claude-sonnet-4-5-20250929' },
  { name: 'a model that is sent each text within tags', model: 'claude-sonnet-5' },
];

/** Whether a server has failed by the time of a request, to be spoken of in it, is a race. */
const perhapsUnseen = 'planted-broken-server-here';

// Five runs of Claude Code: some 10 s, or three times as long on a busy machine.
const testWithinMs = 120_000;

describe.skipIf(missing !== null)('markers planted in what the real Claude Code reads', () => {
  test.each(models)('are each under the source they were planted in, with $name', async ({ model }) => {
    const { problems, attributed, stored } = await measurePlantedSources(realClientBinary() ?? '', model);
    const unseen = attributed.unseen.filter((marker) => marker !== perhapsUnseen);
    expect({ problems, wrong: attributed.wrong, unseen }).toEqual({ problems: [], wrong: [], unseen: [] });
    expect(attributed).toMatchObject({ uncovered: 0, unknownBytes: 0, unknownHarnessBytes: 0, unknownTexts: [] });
    expect(stored).toEqual(attributed);
    expect(attributed.places).toBeGreaterThan(1000);
  }, testWithinMs);
});
