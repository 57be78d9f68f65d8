import type { AddressRules } from './addresses.ts'
import { OutboundFailed, TargetRefused } from './failures.ts'

/** All addresses of a name; an empty list or a rejection when there are none. */
export type Resolve = (name: string, kind: 'public' | 'local') => Promise<readonly string[]>

/** Of an address, before and after it was parsed. */
const MAX_URL_LENGTH = 2_048
/** More answers than any honest name has. */
const MAX_ANSWERS = 16
const RESOLVE_DEADLINE_MS = 3_000

/** Names that mean something on this machine or this network only. */
const LOCAL_SUFFIXES = [
  'local',
  'localhost',
  'localdomain',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'private',
  'home.arpa',
  'svc',
]

/**
 * The address as it will be asked for: http or https, no user and password, no dot at the end of the name.
 * @param base what a redirect is relative to.
 * @throws {OutboundFailed} for anything else.
 */
export function plainUrl(text: string, base?: URL): URL {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text, base?.href) : null
  const isPlain =
    url !== null &&
    url.href.length <= MAX_URL_LENGTH &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === '' &&
    url.port !== '0'
  if (!isPlain) throw new OutboundFailed('is not a plain http or https address')
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1)
  return url
}

/**
 * Where a request to this URL may connect to: every address its host has, all of them checked. One that is not allowed
 * refuses them all, because whoever answers for the name would else choose which of them is taken.
 * @throws {TargetRefused | OutboundFailed}
 */
export async function checkedAddresses(
  url: URL,
  rules: AddressRules,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<string[]> {
  const literal = literalIn(url.hostname)
  if (literal !== undefined) return [admitted(rules.admit(literal, 'anywhere'))]
  if (!isName(url.hostname)) throw new TargetRefused()
  const isLocal = isLocalName(url.hostname)
  // A name that says nothing beyond this network is looked up only for the sake of what the operator has listed.
  if (isLocal && !rules.listsAny) throw new TargetRefused()
  const answers = await inTime(resolve(url.hostname, isLocal ? 'local' : 'public'), signal)
  if (answers.length === 0) throw new OutboundFailed('could not be reached')
  if (answers.length > MAX_ANSWERS) throw new TargetRefused()
  return answers.map((answer) => admitted(rules.admit(answer, isLocal ? 'list' : 'anywhere')))
}

function admitted(address: string | undefined): string {
  if (address === undefined) throw new TargetRefused()
  return address
}

/** The URL parser has brought every way to write an IPv4 address (octal, hex, `127.1`, `①②⑦…`) to the usual one. */
function literalIn(hostname: string): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) ? hostname : undefined
}

const isName = (hostname: string) =>
  hostname.length <= 253 && hostname.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label))

const isLocalName = (name: string) =>
  !name.includes('.') || LOCAL_SUFFIXES.some((suffix) => name.endsWith(`.${suffix}`))

async function inTime<Answers>(answers: Promise<Answers>, signal: AbortSignal): Promise<Answers> {
  const { promise: never, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new OutboundFailed('took too long')), RESOLVE_DEADLINE_MS)
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([answers, never])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
