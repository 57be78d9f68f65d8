// Which tries to sign in may cost a password hash. Guesses are held up, and their victim is not: who signed in with
// this browser before has a lane of their own, and who comes from a new place has a first try there.
import type { RateRule } from '../../limits/limits.ts'
import type { Core } from '../core.ts'
import { DomainError } from '../errors.ts'
import { hashSecret, randomBase62 } from './secrets.ts'

const HOUR = 3_600_000
const rate = (limit: number, period: number, burst: number): RateRule => ({
  kind: 'rate',
  limit,
  period,
  burst,
})

/** One browser that signed in to one account before. Nobody else's tries are counted here. */
export const PER_DEVICE = rate(60, HOUR, 10)
/** One IPv4 address, or one /64 of IPv6: what a provider gives one customer. */
export const PER_PLACE = rate(120, HOUR, 10)
/** The first try from a place in ten minutes; it goes ahead of what others did to the address. */
const FIRST_TRY = rate(6, HOUR, 1)
/** All first tries together: ten at once, whatever number of places they come from. */
export const FIRST_TRIES = rate(12, 60_000, 10)
/** One e-mail address, known or not, from places that tried before. */
export const PER_ADDRESS = rate(30, HOUR, 8)
/** All of these together: seven at once. With {@link FIRST_TRIES} no flood of strangers gets more than 17 hashes. */
export const STRANGERS = rate(12, 60_000, 7)

type Try = {
  /** In canonical form, if it has one. */
  email: string
  ip: string | null
  /** What {@link knownDevice} made of the browser's cookie. */
  device: string | undefined
}

/** @throws {DomainError} `rate_limited`, the same for a known and for an unknown address. */
export async function admit(core: Core, { email, ip, device }: Try): Promise<void> {
  if (device !== undefined) return await guard(core, `sign-in device ${device}`, PER_DEVICE)
  const place = placeOf(ip)
  await guard(core, `sign-in place ${place}`, PER_PLACE)
  const first = await core.limits.take(`sign-in first ${place}`, FIRST_TRY)
  if (first.allowed && (await core.limits.take('sign-in firsts', FIRST_TRIES)).allowed) return
  await guard(core, `sign-in address ${hashSecret(email)}`, PER_ADDRESS)
  await guard(core, 'sign-in strangers', STRANGERS)
}

/** @throws {DomainError} `rate_limited`, with `details.retryAfter` in milliseconds. */
export async function guard(core: Core, bucket: string, rule: RateRule): Promise<void> {
  const verdict = await core.limits.take(bucket, rule)
  if (!verdict.allowed)
    throw new DomainError('rate_limited', 'too many tries, wait a little', { retryAfter: verdict.retryAfter })
}

const PURPOSE = 'device that signed in'

/**
 * For the cookie that a browser keeps after signing in: it tells this browser from a stranger's at the next sign-in,
 * for this address alone, and opens nothing by itself.
 */
export function newDevice(core: Core, email: string): string {
  return core.seals.seal(PURPOSE, `${randomBase62(22)} ${hashSecret(email)}`)
}

/** The name its tries are counted under; undefined for a cookie that is not ours, or of another address. */
export function knownDevice(core: Core, cookie: string | undefined, email: string): string | undefined {
  const [name, whose] = cookie === undefined ? [] : (core.seals.open(PURPOSE, cookie)?.split(' ') ?? [])
  return whose === hashSecret(email) ? name : undefined
}

/** What one attacker has one of: an IPv4 address, or the first half of an IPv6 one. */
export function placeOf(given: string | null): string {
  // Some proxies tell the port as well, which is another one each time.
  const ip = given?.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$|^\[(.*)\](?::\d+)?$/, '$1$2')
  if (!ip?.includes(':')) return String(ip ?? null)
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped) return String(mapped[1])
  const [head = '', tail] = ip.replace(/%.*$/, '').split('::')
  const [before, after] = [head, tail ?? ''].map((half) => (half === '' ? [] : half.split(':')))
  const zeros = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0)
  const groups = [...(before ?? []), ...Array<string>(Math.max(0, zeros)).fill('0'), ...(after ?? [])]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
