import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = readonly [network: Address, bits: number]

export type AddressRules = {
  /** False without a list, and then no local name can ever lead to an address that is allowed. */
  listsAny: boolean
  /**
   * The one spelling under which this address may be connected to, or undefined when it may not.
   * @param from `anywhere`: public or listed by the operator; `list`: only listed.
   */
  admit: (address: string, from: 'anywhere' | 'list') => string | undefined
}

/** @param allowPrivate addresses and CIDRs of `ALLOW_PRIVATE_CIDRS`: exactly these are open besides the public ones. */
export function addressRules(allowPrivate: readonly string[]): AddressRules {
  const listed = allowPrivate.map(rangeOf)
  return {
    listsAny: listed.length > 0,
    admit(text, from) {
      const address = canonical(text)
      if (!address) return undefined
      const isListed = listed.some(
        ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
      )
      return isListed || (from === 'anywhere' && isPublic(address)) ? address.toString() : undefined
    },
  }
}

/** The same text for the same address, also for what a socket reports; undefined for what is no address. */
export function sameSpelling(text: string | undefined): string | undefined {
  return canonical(text ?? '')?.toString()
}

/** An IPv4 address in an IPv6 coat (`::ffff:10.0.0.1`) is that IPv4 address: sockets take it for one. */
function canonical(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  // No zones: they pick an interface of this machine. The URL parser, because ipaddr.js takes `::8.8.8.8` for mapped.
  if (!text.includes(':') || !/^[0-9a-f:.]+$/i.test(text)) return undefined
  const parsed = URL.parse(`http://[${text}]/`)
  return parsed ? ipaddr.process(parsed.hostname.slice(1, -1)) : undefined
}

function rangeOf(entry: string): Range {
  if (entry.includes('/')) return ipaddr.parseCIDR(entry)
  const address = ipaddr.process(entry)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const range = (cidr: string): [Address, number] => ipaddr.parseCIDR(cidr)

/** The only IPv6 space that is given out to the public; `::/96`, `fc00::/7` and all the rest are outside it. */
const GLOBAL_UNICAST = range('2000::/3')
/** What networks without IPv4 call the IPv4 internet: as good as the address within. */
const NAT64 = range('64:ff9b::/96')
/** Looks public and is the host's own agent, which hands out secrets to whoever runs on Azure. */
const AZURE_HOST = '168.63.129.16'

function isPublic(address: Address): boolean {
  if (address instanceof ipaddr.IPv4)
    return address.range() === 'unicast' && address.toString() !== AZURE_HOST
  if (address.match(NAT64)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)))
  return address.match(GLOBAL_UNICAST) && address.range() === 'unicast'
}
