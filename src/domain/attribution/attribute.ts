import type { HeaderList } from '../http/header-list.ts';
import { isKey, kindOf, memberOf, membersOf } from '../json/json-tree.ts';
import { textOf } from '../json/node-text.ts';
import { scanJson } from '../json/scan-json.ts';
import { indexRequest } from './request-index.ts';
import { ruleVersion } from './rules.ts';
import type { Segment } from './segment.ts';
import { createSegmentWriter } from './segment-writer.ts';
import { walkMessages } from './walk-messages.ts';
import { walkSystem } from './walk-system.ts';
import { walkTools } from './walk-tools.ts';
import { endWithComma, type Walk } from './walk.ts';

export interface Attribution {
  /** In order, without gaps or overlap, from 0 to the length of the body; none for an empty body. */
  readonly segments: readonly Segment[];
  /** True when the body is a request with `messages`; otherwise it is one segment of kind `unknown`. */
  readonly isPrompt: boolean;
  readonly ruleVersion: number;
}

/**
 * Splits the body of a Messages API request (its content encoding undone) into segments and names the source of each.
 * A pure function of the body, the request's headers and the rule version. Never throws: a body that was cut is
 * attributed as far as it goes, and what is no JSON after that is `unknown`.
 */
export function attribute(body: Uint8Array, headers: HeaderList): Attribution {
  const tree = scanJson(body);
  const messages = tree.nodeCount > 0 ? memberOf(tree, 0, 'messages') : null;
  if (messages === null || kindOf(tree, messages) !== 'array') {
    const whole: Segment = { start: 0, end: body.length, path: '', source: { kind: 'unknown' }, confidence: 'certain' };
    return { segments: body.length === 0 ? [] : [whole], isPrompt: false, ruleVersion };
  }
  const writer = createSegmentWriter();
  const index = indexRequest(tree, 0, headers);
  const walk: Walk = { tree, index, writer, context: { index, once: new Set(), lastMentionedPath: null, lastUserText: '', mentioned: null } };
  for (const { key, value } of membersOf(tree, 0)) walkMember(walk, key, value);

  if (tree.brokenAt < body.length) {
    writer.extend(tree.brokenAt);
    writer.take(body.length, '', { kind: 'unknown' }, 'certain');
  }
  writer.extend(body.length);
  return { segments: writer.segments, isPrompt: true, ruleVersion };
}

/** Parameters are called by their names; a longer one is somebody's joke. */
const longestName = 200;

function walkMember(walk: Walk, key: number, value: number): void {
  const { tree, writer } = walk;
  const takenBefore = writer.taken;
  if (isKey(tree, key, 'messages')) walkMessages(walk, value);
  else if (isKey(tree, key, 'system')) walkSystem(walk, value);
  else if (isKey(tree, key, 'tools')) walkTools(walk, value);
  const end = endWithComma(tree, value);
  if (writer.taken > takenBefore) writer.extend(end);
  else writer.take(end, (textOf(tree, key) ?? '').slice(0, longestName), { kind: 'request-parameters' }, 'certain');
}
