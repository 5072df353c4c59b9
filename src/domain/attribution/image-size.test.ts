import { describe, expect, it } from 'vitest';
import { readImageSize } from './image-size.ts';

const sizeOf = (bytes: readonly number[]): unknown => {
  const data = new TextEncoder().encode(Buffer.from(bytes).toString('base64'));
  return readImageSize(data, 0, data.length);
};
const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

describe('the size of an image, from the head of its data', () => {
  it.each([
    ['PNG', [0x89, ...ascii('PNG\r\n\u001a\n'), 0, 0, 0, 13, ...ascii('IHDR'), 0, 0, 4, 0, 0, 0, 3, 0, 8, 6], { width: 1024, height: 768 }],
    ['GIF', [...ascii('GIF89a'), 0x40, 0x01, 0xc8, 0x00, 0, 0], { width: 320, height: 200 }],
    ['JPEG behind metadata', [0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 17, 8, 0x01, 0x00, 0x02, 0x00, 3, 0, 0], { width: 512, height: 256 }],
    ['lossy WebP', [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBPVP8 '), 0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x03, 0x58, 0x02], { width: 800, height: 600 }],
    ['lossless WebP', [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBPVP8L'), 0, 0, 0, 0, 0x2f, 0x63, 0x40, 0x0c, 0x00, 0, 0, 0, 0, 0], { width: 100, height: 50 }],
    ['extended WebP', [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBPVP8X'), 0, 0, 0, 0, 0, 0, 0, 0, 0x63, 0, 0, 0x31, 0, 0], { width: 100, height: 50 }],
    ['text', ascii('no image at all, just words of somebody'), null],
    ['a cut PNG', [0x89, ...ascii('PNG\r\n')], null],
    ['nothing', [], null],
  ] as const)('%s', (_name, bytes, size) => {
    expect(sizeOf(bytes)).toEqual(size);
  });
});
