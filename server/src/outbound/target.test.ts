import { describe, expect, it, vi } from 'vitest'
import { addressRules } from './addresses.ts'
import { OutboundFailed, TargetRefused } from './failures.ts'
import { checkedAddresses, plainUrl, type Resolve } from './target.ts'

const forever = new AbortController().signal
const check = (url: string, resolve: Resolve, allowPrivate: string[] = []) =>
  checkedAddresses(plainUrl(url), addressRules(allowPrivate), resolve, forever)
const answering = (...addresses: string[]) => vi.fn<Resolve>(async () => addresses)
const unasked: Resolve = () => {
  throw new Error('asked a name server')
}

describe('a URL', () => {
  it('loses the dot that ends its name', () => {
    expect(plainUrl('https://hooks.example.com.:8443/a?b').href).toBe('https://hooks.example.com:8443/a?b')
  })

  it('may have any port and any path', () => {
    expect(plainUrl('http://example.com:22/%00/..;/x#y').host).toBe('example.com:22')
  })

  it('may be 2,048 characters long, also when it is spelled out', () => {
    const room = 2_048 - 'http://example.com/'.length
    expect(plainUrl(`http://example.com/${'a'.repeat(room)}`).href).toHaveLength(2_048)
    expect(() => plainUrl(`http://example.com/${'a'.repeat(room + 1)}`)).toThrow(OutboundFailed)
    expect(() => plainUrl(`http://example.com/${'ü'.repeat(room / 2)}`)).toThrow(OutboundFailed)
    expect(() => plainUrl(`http://example.com/${'\n'.repeat(room + 1)}`)).toThrow(OutboundFailed)
  })

  it('is relative to where it was found', () => {
    expect(plainUrl('/b', new URL('https://example.com/a')).href).toBe('https://example.com/b')
    expect(plainUrl('//other.example', new URL('https://example.com/a')).href).toBe('https://other.example/')
  })
})

describe('a name', () => {
  it('is good for every address it has', async () => {
    const resolve = answering('8.8.8.8', '2606:4700::1111')
    expect(await check('http://example.com', resolve)).toEqual(['8.8.8.8', '2606:4700::1111'])
    expect(resolve).toHaveBeenCalledExactlyOnceWith('example.com', 'public')
  })

  it.each([
    ['a private address', ['10.0.0.1']],
    ['one private address after public ones', ['8.8.8.8', '1.1.1.1', '127.0.0.1']],
    ['one private address before public ones', ['127.0.0.1', '8.8.8.8']],
    ['a public IPv4 and a private IPv6 address', ['8.8.8.8', 'fd00::1']],
    ['the loopback address, as behind a CNAME to localhost', ['127.0.0.1', '::1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['an address translated from IPv4', ['64:ff9b::a9fe:a9fe']],
    ['the address of metadata', ['169.254.169.254']],
    ['a name for an address', ['localhost']],
    ['an address with a zone', ['fe80::1%eth0']],
    ['nothing but an empty text', ['']],
    ['17 addresses', Array.from({ length: 17 }, (_, n) => `8.8.8.${n}`)],
  ])('is refused for %s', async (_case, addresses) => {
    await expect(check('http://hooks.example.com', answering(...addresses))).rejects.toThrow(TargetRefused)
  })

  it('may have 16 addresses', async () => {
    const addresses = Array.from({ length: 16 }, (_, n) => `8.8.8.${n}`)
    expect(await check('http://example.com', answering(...addresses))).toEqual(addresses)
  })

  it('without an address cannot be reached', async () => {
    await expect(check('http://example.com', answering())).rejects.toThrow('could not be reached')
  })

  it('is given up after three seconds', async () => {
    // Nothing but what it uses: other files share this thread, and what is left of them may still wait for its turn.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const asked = check('http://example.com', () => new Promise(() => {}))
      const outcome = expect(asked).rejects.toThrow('took too long')
      await vi.advanceTimersByTimeAsync(2_999)
      expect(vi.getTimerCount()).toBe(1)
      await vi.advanceTimersByTimeAsync(1)
      await outcome
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('that only means something here is not even looked up', async () => {
    for (const name of ['localhost', 'redis', 'db.svc', 'nas.local', 'a.b.internal', 'x.home.arpa'])
      await expect(check(`http://${name}/`, unasked), name).rejects.toThrow(TargetRefused)
    expect(await check('http://home.arpa.example.com', answering('8.8.8.8'))).toEqual(['8.8.8.8'])
  })

  it('that only means something here is looked up for the sake of what is listed, and of nothing else', async () => {
    const listed = ['127.0.0.0/8', '::1']
    const resolve = answering('127.0.0.1', '::1')
    expect(await check('http://LOCALHOST.', resolve, listed)).toEqual(['127.0.0.1', '::1'])
    expect(resolve).toHaveBeenCalledExactlyOnceWith('localhost', 'local')
    for (const addresses of [['8.8.8.8'], ['127.0.0.1', '8.8.8.8'], ['127.0.0.1', '10.0.0.1']])
      await expect(check('http://localhost', answering(...addresses), listed)).rejects.toThrow(TargetRefused)
    await expect(check('http://localhost', resolve, ['127.0.0.1'])).rejects.toThrow(TargetRefused)
  })

  it('of the public kind may have listed addresses', async () => {
    const resolve = answering('10.0.0.7', '8.8.8.8')
    expect(await check('http://hooks.example.com', resolve, ['10.0.0.7'])).toEqual(['10.0.0.7', '8.8.8.8'])
  })
})

it('an address is not looked up, however it is spelled', async () => {
  expect(await check('http://0x08.8.010.8/', unasked)).toEqual(['8.8.8.8'])
  expect(await check('http://[::ffff:8.8.8.8]/', unasked)).toEqual(['8.8.8.8'])
  expect(await check('http://127.1/', unasked, ['127.0.0.1'])).toEqual(['127.0.0.1'])
})
