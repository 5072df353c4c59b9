import { describe, expect, it } from 'vitest';
import type { Confidence, Segment } from '../../src/domain/attribution/segment.ts';
import type { Source } from '../../src/domain/attribution/source.ts';
import { checkMarkers } from './check-markers.ts';
import { PlantedTable } from './planted-table.ts';

const hook: Source = { kind: 'hook', event: 'Stop' };

describe('the check of planted markers', () => {
  it('counts a marker as right where its segment has the fields that were named', () => {
    const table = new PlantedTable();
    const marker = table.plant('one', { kind: 'hook' });
    const report = checkMarkers([split(`a ${marker} b`, hook)], table.markers);
    expect(report).toMatchObject({ places: 1, right: 1, wrong: [], unseen: [], uncovered: 0 });
  });

  it('names a marker under another source, with what stands around it', () => {
    const table = new PlantedTable();
    const marker = table.plant('one', { kind: 'hook', event: 'SessionStart' });
    const report = checkMarkers([split(`a ${marker} b`, hook), split(`a ${marker} b`, hook)], table.markers);
    expect(report).toMatchObject({ places: 2, right: 0, wrong: [{ marker, found: hook, times: 2, excerpt: `a ${marker} b` }] });
  });

  it('lets claimed pass where the text is forged, and nowhere else', () => {
    const table = new PlantedTable();
    const forged = table.forge('one', { kind: 'user-input' });
    const genuine = table.plant('two', { kind: 'user-input' });
    const report = checkMarkers([split(forged, hook, 'claimed'), split(forged, hook), split(genuine, hook, 'claimed')], table.markers);
    expect(report).toMatchObject({ places: 3, right: 1, forgedPlaces: 2, claimedElsewhere: 1 });
    expect(report.wrong.map(({ marker }) => marker)).toEqual([forged, genuine]);
  });

  it('names markers that were never sent, bytes without a segment and texts that nobody knows', () => {
    const table = new PlantedTable();
    const marker = table.plant('one', hook);
    const body = Buffer.from('{"text":"so"} more');
    const segments: Segment[] = [{ start: 0, end: 13, path: '', source: { kind: 'unknown-harness' }, confidence: 'likely' }];
    const report = checkMarkers([{ body, segments }], table.markers);
    expect(report).toMatchObject({ unseen: [marker], uncovered: 5, unknownHarnessBytes: 13, unknownBytes: 0, unknownTexts: [{ text: 'so' }] });
  });

  it('refuses a marker that could not be told from another', () => {
    const table = new PlantedTable();
    table.recognise('lamp', hook);
    expect(() => table.recognise('a lamp', hook)).toThrow('cannot be told');
  });
});

function split(text: string, source: Source, confidence: Confidence = 'likely') {
  const body = Buffer.from(text);
  return { body, segments: [{ start: 0, end: body.length, path: '', source, confidence }] };
}
