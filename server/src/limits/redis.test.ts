import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { limitsContract } from './contract.ts'
import type { LimitRule } from './limits.ts'
import { redisLimits } from './redis.ts'

const url = process.env.TEST_REDIS_URL ?? ''
if (!url) throw new Error('Set TEST_REDIS_URL, for example to redis://127.0.0.1:6379, to test Redis limits')

const freshPrefix = () => `parley-test:${randomUUID()}:`
const MINUTE: LimitRule = { kind: 'window', limit: 10, period: 60_000 }

limitsContract('redis', async () => redisLimits({ url, prefix: freshPrefix() }))

/** A TCP proxy before Redis whose open connections can fall silent for good, or that can be gone for a while. */
async function flakyProxy() {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = createConnection(Number(target.port || 6379), target.hostname)
    let silent = false
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('hush', () => {
        silent = true
      })
      from.on('error', () => {})
      from.on('close', () => to.destroy())
      from.on('data', (chunk) => silent || to.write(chunk))
    }
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const port = await listen(0)
  const drop = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  onTestFinished(() => {
    drop()
    server.close()
  })
  const through = new URL(url)
  through.host = `127.0.0.1:${port}`
  return {
    url: through.href,
    hush: () => {
      for (const socket of sockets) socket.emit('hush')
    },
    stop: () => {
      server.close()
      drop()
    },
    start: () => listen(port),
  }
}

async function timed<T>(work: Promise<T>): Promise<{ ms: number; error: unknown }> {
  const start = performance.now()
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { ms: performance.now() - start, error }
}

function open(options: { url: string; prefix?: string }) {
  const limits = redisLimits({ prefix: freshPrefix(), ...options })
  onTestFinished(() => limits.close())
  return limits
}

describe('redis limits', () => {
  test('share one count between nodes', async () => {
    const prefix = freshPrefix()
    const nodes = [open({ url, prefix }), open({ url, prefix })]
    const verdicts = await Promise.all(Array.from({ length: 100 }, (_, i) => nodes[i % 2]?.take('a', MINUTE)))
    expect(verdicts.filter((verdict) => verdict?.allowed)).toHaveLength(10)
  })

  test('leave nothing in Redis once a period is over', async () => {
    const { createClient } = await import('redis')
    const prefix = freshPrefix()
    const limits = open({ url, prefix })
    await limits.take('a', { kind: 'window', limit: 5, period: 150 })
    await limits.take('a', { kind: 'rate', limit: 5, period: 150, burst: 5 })
    const client = await createClient({ url }).connect()
    onTestFinished(() => client.destroy())
    await expect.poll(() => client.keys(`${prefix}*`), { timeout: 3000 }).toEqual([])
  })

  test('refuse at once when Redis cannot be reached', async () => {
    const limits = open({ url: 'redis://127.0.0.1:1' })
    const first = await timed(limits.take('a', MINUTE))
    expect(first.error).toBeInstanceOf(Error)
    expect(first.ms).toBeLessThan(2500)
    expect((await timed(limits.take('a', MINUTE))).ms).toBeLessThan(500)
  })

  test('refuse while Redis is gone and count again when it is back', async () => {
    const proxy = await flakyProxy()
    const limits = open({ url: proxy.url })
    expect(await limits.take('a', MINUTE)).toEqual({ allowed: true, remaining: 9 })
    proxy.stop()
    const { ms, error } = await timed(limits.take('a', MINUTE))
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(ms).toBeLessThan(2500)
    await wait(100)
    await proxy.start()
    await expect
      .poll(() => limits.take('a', MINUTE).catch(() => undefined), { timeout: 5000 })
      .toEqual({ allowed: true, remaining: 8 })
  })

  test('give up on a silent connection within the deadline and open another', async () => {
    const proxy = await flakyProxy()
    const limits = open({ url: proxy.url })
    await limits.take('a', MINUTE)
    proxy.hush()
    const attempts = await Promise.all([1, 2, 3].map(() => timed(limits.take('a', MINUTE))))
    for (const { ms, error } of attempts) {
      expect(error).toBeInstanceOf(Error)
      expect(ms).toBeLessThan(3000)
    }
    expect(await limits.take('b', MINUTE)).toMatchObject({ allowed: true })
  })

  test('refuse after being closed', async () => {
    const limits = redisLimits({ url })
    await limits.take('a', MINUTE)
    await limits.close()
    await expect(limits.take('a', MINUTE)).rejects.toMatchObject({ code: 'unavailable' })
  })
})
