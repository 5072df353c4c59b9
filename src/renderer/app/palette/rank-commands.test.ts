import { expect, test } from 'vitest';
import type { Command } from '../../commands/command.ts';
import { rankCommands } from './rank-commands.ts';

const command = (name: string, group: Command['group'] = 'Window'): Command => ({ id: name, name, group, run: () => undefined });
const commands = [command('Go to Traffic'), command('Go to the next error', 'Requests'), command('Use the dark theme'), command('Next turn', 'Requests')];
const ranked = (typed: string, recent: readonly string[] = []) => rankCommands(commands, typed, recent).map(({ name }) => name);

test('without a word all are there, those done last first, then group by group', () => {
  expect(ranked('', ['Use the dark theme', 'Next turn'])).toEqual(['Use the dark theme', 'Next turn', 'Go to the next error', 'Go to Traffic']);
});

test('a name that begins so comes before one that only has the word', () => {
  expect(ranked('next')).toEqual(['Next turn', 'Go to the next error']);
  expect(ranked('the go')).toEqual(['Go to the next error']);
});

test('the group counts as well, and letters in their order', () => {
  expect(ranked('requests')).toEqual(['Go to the next error', 'Next turn']);
  expect(ranked('dkthm')).toEqual(['Use the dark theme']);
});

test('what does not fit is left out', () => {
  expect(ranked('zebra')).toEqual([]);
});
