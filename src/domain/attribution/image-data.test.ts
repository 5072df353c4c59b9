import { expect, test } from 'vitest';
import { imageData } from './image-data.ts';

const body = (mediaType: string, data: string) =>
  JSON.stringify({ messages: [{ content: [{ type: 'text', text: 'Look.' }, { type: 'image', source: { type: 'base64', media_type: mediaType, data } }] }] });
const found = (text: string, start = 0, end = text.length) => imageData(new TextEncoder().encode(text), start, end);

test('an image is found where its data stands', () => {
  const text = body('image/png', 'iVBORw0KGgo=');
  expect(found(text)).toEqual({ mediaType: 'image/png', base64: 'iVBORw0KGgo=' });
  expect(found(text, text.indexOf('iVB') + 2)).not.toBeNull();
  expect(found(text, 0, text.indexOf('"source"'))).toBeNull();
});

test('what could be more than an image is none', () => {
  expect(found(body('image/svg+xml', 'iVBORw0KGgo='))).toBeNull();
  expect(found(body('image/png', '"><script>'))).toBeNull();
  expect(found('{"messages":[')).toBeNull();
});
