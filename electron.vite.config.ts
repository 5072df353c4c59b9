import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Threads and commands are entries of their own; chunks lie beside them, so that a thread's file is found from any chunk.
const flatEsModules = {
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[name]-[hash].js',
} as const;

// FOR NOW, while the rooms are being built: entries that are not there yet are left out.
const presentEntries = (entries: Record<string, string>) =>
  Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));

const has = (file: string) => existsSync(file);
const hasMain = ['index', 'engine-command', 'attribute-command', 'proxy/proxy-thread', 'recorder/recorder-thread', 'analyst/analyst-thread'].some(
  (name) => has(`src/main/${name}.ts`),
);

const whole = {
  main: {
    build: {
      rollupOptions: {
        input: presentEntries({
          index: 'src/main/index.ts',
          engine: 'src/main/engine-command.ts',
          attribute: 'src/main/attribute-command.ts',
          'proxy-thread': 'src/main/proxy/proxy-thread.ts',
          'recorder-thread': 'src/main/recorder/recorder-thread.ts',
          'analyst-thread': 'src/main/analyst/analyst-thread.ts',
        }),
        output: flatEsModules,
      },
    },
  },
  preload: {
    build: { rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs' as const, entryFileNames: 'index.cjs' } } },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { rollupOptions: { input: 'src/renderer/index.html' } },
  },
};

export default defineConfig({
  ...(hasMain ? { main: whole.main } : {}),
  ...(has('src/preload/index.ts') ? { preload: whole.preload } : {}),
  ...(has('src/renderer/index.html') ? { renderer: whole.renderer } : {}),
});
