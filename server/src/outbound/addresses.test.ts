import { describe, expect, it } from 'vitest'
import { addressRules, sameSpelling } from './addresses.ts'

const admits = (allowPrivate: string[], address: string, from: 'anywhere' | 'list' = 'anywhere') =>
  addressRules(allowPrivate).admit(address, from)

describe('without a list', () => {
  it.each([
    ['1.0.0.0', '1.0.0.0'],
    ['8.8.8.8', '8.8.8.8'],
    ['9.255.255.255', '9.255.255.255'],
    ['11.0.0.0', '11.0.0.0'],
    ['100.63.255.255', '100.63.255.255'],
    ['100.128.0.0', '100.128.0.0'],
    ['126.255.255.255', '126.255.255.255'],
    ['128.0.0.1', '128.0.0.1'],
    ['168.63.129.15', '168.63.129.15'],
    ['169.253.255.255', '169.253.255.255'],
    ['169.255.0.0', '169.255.0.0'],
    ['172.15.255.255', '172.15.255.255'],
    ['172.32.0.0', '172.32.0.0'],
    ['192.167.255.255', '192.167.255.255'],
    ['192.169.0.0', '192.169.0.0'],
    ['198.17.255.255', '198.17.255.255'],
    ['198.20.0.0', '198.20.0.0'],
    ['223.255.255.255', '223.255.255.255'],
    ['::ffff:8.8.8.8', '8.8.8.8'],
    ['64:ff9b::8.8.8.8', '64:ff9b::808:808'],
    ['2606:4700::1111', '2606:4700::1111'],
    ['2A00:1450:0:0:0:0:0:1', '2a00:1450::1'],
  ])('%s is public, and connected to as %s', (address, spelling) => {
    expect(admits([], address)).toBe(spelling)
  })

  it.each([
    '10.0.0.0',
    '100.64.0.0',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.255.255',
    '0.0.0.0',
    '224.0.0.0',
    '255.255.255.255',
    '168.63.129.16',
    '::ffff:10.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::808:808',
    '::8.8.8.8',
    '2002:808:808::1',
    'fd00::1',
    'fe80::1',
    'fe80::1%lo',
    '2606:4700::1111%lo',
    '::1',
    '::',
    'localhost',
    '8.8.8.8, 127.0.0.1',
    '',
  ])('%j is not', (address) => {
    expect(admits([], address)).toBeUndefined()
  })

  it('nothing counts as listed', () => {
    expect(addressRules([]).listsAny).toBe(false)
    expect(admits([], '8.8.8.8', 'list')).toBeUndefined()
  })
})

describe('a list opens', () => {
  it.each([
    ['10.1.0.0/16', '10.1.255.255', true],
    ['10.1.0.0/16', '10.2.0.0', false],
    ['10.1.0.0/16', '::ffff:10.1.2.3', true],
    ['10.1.0.0/16', '64:ff9b::10.1.2.3', false],
    ['10.1.0.0/16', '127.0.0.1', false],
    ['192.168.1.7', '192.168.1.7', true],
    ['192.168.1.7', '192.168.1.8', false],
    ['::1', '::1', true],
    ['::1', '::2', false],
    ['::1', '127.0.0.1', false],
    ['127.0.0.0/8', '::1', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', 'fc00::1', false],
    ['::ffff:10.0.0.1', '10.0.0.1', true],
    ['0.0.0.0/0', '169.254.169.254', true],
    ['0.0.0.0/0', 'fd00::1', false],
    ['::/0', '10.0.0.1', false],
  ])('%s: %s is open: %j', (entry, address, isOpen) => {
    expect(admits([entry], address, 'list') !== undefined).toBe(isOpen)
    expect(admits([entry], address) !== undefined).toBe(isOpen)
  })

  it('what is public besides', () => {
    expect(admits(['10.0.0.0/8'], '8.8.8.8')).toBe('8.8.8.8')
    expect(admits(['10.0.0.0/8'], '8.8.8.8', 'list')).toBeUndefined()
  })

  it('nothing when an entry is no address', () => {
    expect(() => addressRules(['localhost'])).toThrow()
    expect(() => addressRules(['10.0.0.0/33'])).toThrow()
  })
})

it('spells one address in one way', () => {
  expect(sameSpelling('::ffff:127.0.0.1')).toBe('127.0.0.1')
  expect(sameSpelling('FE80:0::1')).toBe('fe80::1')
  expect(sameSpelling(undefined)).toBeUndefined()
})
