import { hash, randomUUID } from 'node:crypto'
import { createClient, defineScript } from 'redis'
import { DomainError } from '../core/errors.ts'
import type { LimitRule, Limits, Verdict } from './limits.ts'

/** A request waits no longer than this for Redis; after it the caller answers 503. */
const DEADLINE = 2000
const LONGEST_RECONNECT_PAUSE = 1000
const IDLE = 15_000

// Redis's clock decides, for all nodes alike, in whole microseconds: sums stay exact below 2^53.
// It may be set back. Then hits of the future count as hits of now, and no arrival time is more than a burst ahead.
const SCRIPT = `
local key, kind, limit, period, burst, hit = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]) * 1000, tonumber(ARGV[4]), ARGV[5]
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])

if kind == 'rate' then
  local interval = math.ceil(period / limit)
  local slack = interval * (burst - 1)
  local saved = tonumber(redis.call('GET', key) or now)
  local arrival = math.min(math.max(saved, now), now + slack + interval)
  if arrival - slack > now then return {0, math.ceil((arrival - slack - now) / 1000)} end
  local ttl = math.ceil((arrival + interval - now) / 1000)
  redis.call('SET', key, string.format('%.0f', arrival + interval), 'PX', ttl)
  return {1, math.floor((slack - (arrival - now)) / interval)}
end

redis.call('ZREMRANGEBYSCORE', key, '-inf', now - period)
for _, future in ipairs(redis.call('ZRANGEBYSCORE', key, now + 1, '+inf')) do redis.call('ZADD', key, now, future) end
local hits = redis.call('ZCARD', key)
if hits >= limit then
  local blocking = redis.call('ZRANGE', key, hits - limit, hits - limit, 'WITHSCORES')[2]
  return {0, math.ceil((tonumber(blocking) + period - now) / 1000)}
end
redis.call('ZADD', key, now, hit)
redis.call('PEXPIRE', key, math.ceil(period / 1000))
return {1, limit - hits - 1}
`

const take = defineScript({
  SCRIPT,
  NUMBER_OF_KEYS: 1,
  IS_READ_ONLY: false,
  parseCommand(parser, key: string, rule: LimitRule, hit: string) {
    const burst = rule.kind === 'rate' ? rule.burst : 0
    parser.pushKey(key)
    parser.push(rule.kind, String(rule.limit), String(rule.period), String(burst), hit)
  },
  transformReply: toVerdict,
})

export function redisLimits({ url, prefix = 'parley:limits:' }: { url: string; prefix?: string }): Limits {
  const node = randomUUID()
  let hits = 0
  let connection = connect(url)

  return {
    async take(bucket, rule) {
      const { client, settled } = connection
      await settled
      const late = new AbortController()
      try {
        // Hashed, because names hold addresses and may be of any length.
        const key = `${prefix}${rule.kind}:${hash('sha256', bucket, 'base64url')}`
        hits += 1
        return await Promise.race([client.take(key, rule, `${node}:${hits}`), deadline(late.signal)])
      } catch (cause) {
        // node-redis times out only what is not yet sent: a silent connection has to be replaced, or it may
        // stay silent until the kernel gives up on it a quarter of an hour later.
        if (cause instanceof RedisSilent && connection.client === client) {
          client.destroy()
          connection = connect(url)
        }
        // Counting nothing would let everybody pass: better to say that the server is not itself.
        throw new DomainError('unavailable', 'rate limits cannot be counted now', {}, { cause })
      } finally {
        late.abort()
      }
    },
    async close() {
      connection.client.destroy()
    },
  }
}

/** `settled` resolves when the first attempt has succeeded or failed, so that a starting server waits but once. */
function connect(url: string) {
  const client = createClient({
    url,
    scripts: { take },
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    pingInterval: IDLE / 3, // Keeps an idle connection, so that IDLE ends only one stuck in its greeting.
    socket: {
      connectTimeout: DEADLINE,
      socketTimeout: IDLE,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_RECONNECT_PAUSE),
    },
  })
  const settled = new Promise<void>((resolve) => {
    client.once('ready', resolve)
    client.on('error', () => resolve()) // Without a listener it would end the process; `take` reports it.
    setTimeout(resolve, DEADLINE).unref()
  })
  client.connect().catch(() => {}) // Rejects only when destroyed meanwhile.
  return { client, settled }
}

class RedisSilent extends Error {}

function deadline(cancelled: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new RedisSilent(`no answer in ${DEADLINE} ms`)), DEADLINE)
    cancelled.addEventListener('abort', () => clearTimeout(timer))
  })
}

function toVerdict(reply: unknown): Verdict {
  const [allowed, value]: unknown[] = Array.isArray(reply) ? reply : []
  if (typeof value !== 'number') throw new Error('Redis answered something else than the script returns')
  return allowed === 1 ? { allowed: true, remaining: value } : { allowed: false, retryAfter: value }
}
