import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync } from 'node:fs'
import { build, defineConfig, type Plugin } from 'vite'
import manifest from './package.json' with { type: 'json' }

const root = import.meta.dirname
/** Sites embed these files, so they must run wherever their visitors are. */
const target = 'es2020'

/**
 * The loader is built last, for it names the app by its hash. It is one classic script that any page can include. So is
 * what the settings preview a site by.
 */
function loaderAfterApp(): Plugin {
  return {
    name: 'loader-after-app',
    apply: 'build',
    async writeBundle(_, bundle) {
      const app = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      if (!app) throw new Error('the app has no entry')
      const define = {
        __VERSION__: JSON.stringify(manifest.version),
        __APP__: JSON.stringify(app.fileName.replace('assets/', '')),
      }
      const small = (entry: string, format: 'iife' | 'es', fileName: string) =>
        build({
          root,
          configFile: false,
          logLevel: 'warn',
          define,
          build: {
            outDir: 'dist',
            emptyOutDir: false,
            target,
            lib: { entry, formats: [format], name: 'ParleyLoader', fileName: () => fileName },
          },
        })
      await small('src/loader.ts', 'iife', 'widget.js')
      await small('src/preview.ts', 'es', 'preview.js')
      // For pages that pin what they include: `integrity` needs an address whose bytes never change.
      const digest = createHash('sha256')
        .update(readFileSync(`${root}/dist/widget.js`))
        .digest('hex')
        .slice(0, 12)
      copyFileSync(`${root}/dist/widget.js`, `${root}/dist/assets/widget-${digest}.js`)
      copyFileSync(`${root}/src/host-api.ts`, `${root}/dist/widget.d.ts`)
    },
  }
}

export default defineConfig({
  root,
  // The app finds its parts beside itself, on whatever origin the server has.
  base: './',
  resolve: {
    alias: {
      // The browser's own variant of it asks an element's innerHTML, which pages with Trusted Types forbid.
      'decode-named-character-reference': `${root}/src/text/named-characters.ts`,
    },
  },
  plugins: [loaderAfterApp()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target,
    modulePreload: false,
    rolldownOptions: {
      input: `${root}/src/app.tsx`,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js' },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
