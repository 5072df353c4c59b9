import { expect, test } from 'vitest';
import { imageData } from './image-data.ts';

const body = (mediaType: string, data: string) =>
  JSON.stringify({ messages: [{ content: [{ type: 'text', text: 'Look.' }, { type: 'image', source: { type: 'base64', media_type: mediaType, data } }] }] });
const found = (text: string, start = 0, end = text.length) => imageData(new TextEncoder().encode(text), start, end);

/** The head of a PNG that says it is so large. */
function png(width: number, height: number): string {
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head.toString('base64');
}

test('an image is found where its data stands', () => {
  const text = body('image/png', png(640, 480));
  expect(found(text)).toEqual({ mediaType: 'image/png', base64: png(640, 480) });
  expect(found(text, text.indexOf('iVB') + 2)).not.toBeNull();
  expect(found(text, 0, text.indexOf('"source"'))).toBeNull();
});

test('what could be more than an image is none', () => {
  expect(found(body('image/svg+xml', png(640, 480)))).toBeNull();
  expect(found(body('image/png', '"><script>'))).toBeNull();
  expect(found('{"messages":[')).toBeNull();
});

test('what would take gigabytes to draw, or does not say what it would take, is none', () => {
  expect(found(body('image/png', png(8000, 8000)))).not.toBeNull();
  expect(found(body('image/png', png(20_000, 20_000)))).toBeNull();
  expect(found(body('image/png', 'Qk0aAAAAAAAAAA=='))).toBeNull();
  expect(found(body('image/png', png(10, 10) + 'A'.repeat(12_000_000)))).toBeNull();
});
