import { nativeImage } from 'electron';
import type { NativeImage } from 'electron';
import { iconFile } from '../icons.ts';
import type { TraySign } from './tray-state.ts';

/**
 * The picture of a sign. A Mac draws it in the colour of its menu bar, for which it is black with holes; elsewhere nobody knows whether the bar is dark or
 * light, so it is a light sign on a dark disc. Larger ones lie beside it, and are taken where the screen has more pixels.
 */
export function trayIcon(sign: TraySign): NativeImage {
  if (process.platform === 'darwin') {
    const image = nativeImage.createFromPath(iconFile(`tray-${sign}Template.png`));
    image.setTemplateImage(true);
    return image;
  }
  // A tray of Linux draws the one it gets in the size it likes.
  return nativeImage.createFromPath(iconFile(process.platform === 'linux' ? `tray-${sign}-32.png` : `tray-${sign}.png`));
}
