import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  plugins: [react()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // The engines are megabytes by nature; their size is budgeted in the tests, not by a warning.
    chunkSizeWarningLimit: 8_000,
  },
});
