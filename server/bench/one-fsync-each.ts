// Preloaded (`--import`) to compare with: the same server without group commit. Every unit gets a transaction and an
// fsync of its own, by giving the writer thread the `commitBatch` of commit-singly.ts.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    const fromWriter = context.parentURL?.endsWith('/src/writer-thread.ts')
    if (!fromWriter || !specifier.endsWith('/group-commit.ts')) return next(specifier, context)
    return next(new URL('commit-singly.ts', import.meta.url).href, context)
  },
})
