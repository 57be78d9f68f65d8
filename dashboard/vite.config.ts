import react from '@vitejs/plugin-react'
import { defineConfig, type ProxyOptions } from 'vite'
import { emojiData } from './emoji-data.ts'
import { mantineCss } from './mantine-css.ts'
import { themeCss } from './theme-css.ts'

const server = process.env.PARLEY_SERVER ?? 'http://localhost:3000'
const served = [
  '/api',
  '/interaction',
  '/setup',
  '/docs',
  '/openapi.json',
  '/widget.js',
  '/widget/',
  '/chat/',
  '/chat.css',
  '/demo',
  '/healthz',
  '/readyz',
]

const toServer: ProxyOptions = {
  target: server,
  changeOrigin: true,
  configure(proxy) {
    proxy.on('proxyReq', (outgoing, incoming) => {
      // Only our own page is given the server's name: a foreign Origin must still be refused there.
      const own = `http://${incoming.headers.host ?? ''}`
      if (incoming.headers.origin === own) outgoing.setHeader('origin', new URL(server).origin)
    })
  },
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), mantineCss(), themeCss(), emojiData()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The policy is script-src 'self'; style-src 'self': everything leaves as a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: Object.fromEntries(served.map((path) => [path, toServer])) },
})
