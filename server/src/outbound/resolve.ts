import { promises as dns } from 'node:dns'
import type { Resolve } from './target.ts'

/** Shorter than the deadline of whoever asks: a server that is silent about AAAA must not cost the answer to A. */
const QUERY_DEADLINE_MS = 2_500

/**
 * Public names are asked of DNS itself, each query with its own socket, so that a name whose server never answers holds
 * up nobody else; the system's resolver has two threads for all. Local names are the system's (`/etc/hosts`, mDNS).
 */
export const systemResolve: Resolve = (name, kind) => (kind === 'local' ? askSystem(name) : askDns(name))

async function askSystem(name: string): Promise<string[]> {
  return (await dns.lookup(name, { all: true })).map(({ address }) => address)
}

async function askDns(name: string): Promise<string[]> {
  const resolver = new dns.Resolver()
  const timer = setTimeout(() => resolver.cancel(), QUERY_DEADLINE_MS)
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    if (four.status === 'rejected' && six.status === 'rejected') throw four.reason
    return [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  } finally {
    clearTimeout(timer)
  }
}
