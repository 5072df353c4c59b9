import { loadTypeScript } from '../bench/cases-typescript.mjs';

// Takes the pictures on the private machine it is started on, and prints one line of JSON.
// usage: pictures-process.mjs CLAUDE-CODE FOLDER [WORD …]

const [binary, folder, ...words] = process.argv.slice(2);
const { takePictures } = await loadTypeScript('e2e/pictures/take-pictures.ts');
process.stdout.write(`${JSON.stringify(await takePictures(binary, folder, words))}\n`);
