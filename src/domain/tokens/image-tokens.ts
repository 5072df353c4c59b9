import type { ImageSize } from '../attribution/image-size.ts';

/** What a model sees of an image at most: pixels on the long edge, and patches. */
interface ImageLimits {
  readonly longEdge: number;
  readonly patches: number;
}

/** Pixels on the edge of a patch, which is one token. */
const patchEdge = 28;

const standard: ImageLimits = { longEdge: 1568, patches: 1568 };
const highResolution: ImageLimits = { longEdge: 2576, patches: 4784 };

/** The models with the standard limits; Opus 4.7 and what came after it see more. */
const standardModels = /claude-(?:instant|v?[23]\b)|claude-(?:opus|sonnet|haiku)-4(?:-[0-6](?!\d)|-\d{8}|@|$)/;

/**
 * The tokens of an image of that size: one for each patch of 28 × 28 pixels, begun ones included. A larger image than the
 * model sees is scaled down first, to the largest size of the same shape that is within its limits. Source: the API's vision guide
 * ("images cost ⌈width / 28⌉ × ⌈height / 28⌉ visual tokens"; its older "width × height / 750" is the same within a few
 * percent). A model that is not known is taken for a new one.
 */
export function imageTokens({ width, height }: ImageSize, model: string | null): number {
  const limits = model !== null && standardModels.test(model) ? standard : highResolution;
  const long = Math.max(width, height);
  const shape = Math.min(width, height) / long;
  // By halves: the larger an image is, the more patches it has.
  let fits = 1;
  let beyond = Math.min(long, limits.longEdge) + 1;
  while (beyond - fits > 1) {
    const middle = (fits + beyond) >> 1;
    if (patchesOf(middle, shape) <= limits.patches) fits = middle;
    else beyond = middle;
  }
  return patchesOf(fits, shape);
}

function patchesOf(long: number, shape: number): number {
  return Math.ceil(long / patchEdge) * Math.ceil(Math.max(1, Math.round(long * shape)) / patchEdge);
}
