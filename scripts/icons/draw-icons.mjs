import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow } from 'electron';

// An Electron app of its own, started by scripts/icons.mjs: draws the pictures of resources/icons/ from the SVG that lies there.

const folder = fileURLToPath(new URL('../../resources/icons/', import.meta.url));
const signs = ['starting', 'recording', 'paused', 'attention'];

/** @param {string} name */
const source = (name) => readFileSync(path.join(folder, `${name}.svg`), 'utf8');

/**
 * A sign in light on a dark disc, which reads on a bar of any colour. The disc stands for the sign's own ring.
 * @param {string} svg
 */
function onDisc(svg) {
  const hasRing = svg.includes('class="ring"');
  const sign = svg.replace(/^<svg[^>]*>|<circle class="ring"[^>]*>|<\/svg>\s*$/gm, '').replaceAll('#000', '#fff');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#1b1d27" /><g transform="translate(8 8) scale(${hasRing ? 1.25 : 0.76}) translate(-8 -8)">${sign}</g></svg>`;
}

/** Each picture: its file, what it is drawn from, and its size in pixels. */
const pictures = [
  ...[256, 512].map((size) => ({ file: `whence-${size}.png`, svg: source('whence'), size })),
  ...signs.flatMap((sign) => [
    ...[1, 2].map((scale) => ({ file: `tray-${sign}Template${atScale(scale)}.png`, svg: source(`tray-${sign}`), size: 16 * scale })),
    ...[16, 22, 32].flatMap((size) =>
      [1, 2].map((scale) => ({ file: `tray-${sign}${size === 16 ? '' : `-${size}`}${atScale(scale)}.png`, svg: onDisc(source(`tray-${sign}`)), size: size * scale })),
    ),
  ]),
];

/** @param {number} scale */
function atScale(scale) {
  return scale === 1 ? '' : `@${scale}x`;
}

// Not awaited here: Electron gets ready once this file has run.
app.whenReady().then(drawAll, () => app.exit(1));

async function drawAll() {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,<title>icons</title>');
  for (const { file, svg, size } of pictures) {
    const drawing = `new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} });
        canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size});
        resolve(canvas.toDataURL('image/png'));
      };
      image.onerror = () => reject(new Error('not drawn'));
      image.src = ${JSON.stringify(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`)};
    })`;
    const url = String(await window.webContents.executeJavaScript(drawing));
    writeFileSync(path.join(folder, file), Buffer.from(url.split(',')[1] ?? '', 'base64'));
  }
  app.exit(0);
}
