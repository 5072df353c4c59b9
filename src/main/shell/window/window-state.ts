import { z } from 'zod';

const rectangle = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(200).max(20_000), height: z.number().int().min(200).max(20_000) });
export type Rectangle = z.infer<typeof rectangle>;

/** How the window was left. */
export const windowState = z.object({
  /** When it is neither maximised nor full screen. */
  bounds: rectangle,
  isMaximised: z.boolean(),
  isFullScreen: z.boolean(),
  zoomFactor: z.number().min(0.25).max(5),
});
export type WindowState = z.infer<typeof windowState>;

/** So much of the window's top has to be on a screen, so that it can be seen and moved. */
const grip = { width: 120, height: 40 };

/**
 * Where a window that was left with these bounds is to be now, given the work areas of the screens that are there: as it was, where its top can
 * still be reached; else as large as fits in the middle of the first. The first is the primary one.
 */
export function boundsOnScreens(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle {
  const reached = workAreas.some((area) => {
    const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    const height = Math.min(bounds.y + grip.height, area.y + area.height) - Math.max(bounds.y, area.y);
    return width >= grip.width && height >= grip.height;
  });
  const [first] = workAreas;
  if (reached || first === undefined) return bounds;
  const width = Math.min(bounds.width, first.width);
  const height = Math.min(bounds.height, first.height);
  return { x: first.x + Math.round((first.width - width) / 2), y: first.y + Math.round((first.height - height) / 2), width, height };
}
