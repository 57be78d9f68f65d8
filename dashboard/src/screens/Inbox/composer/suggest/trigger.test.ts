import { expect, test } from 'vitest'
import { triggerIn } from './trigger.ts'

test.each([
  ['/', { kind: 'macro', query: '', length: 1 }],
  ['Hello /ship', { kind: 'macro', query: 'ship', length: 5 }],
  ['Hello\n/ship', { kind: 'macro', query: 'ship', length: 5 }],
  ['see @', { kind: 'mention', query: '', length: 1 }],
  ['(@imke sa', { kind: 'mention', query: 'imke sa', length: 8 }],
  ['@Zoë', { kind: 'mention', query: 'Zoë', length: 4 }],
  ['thanks :smi', { kind: 'emoji', query: 'smi', length: 4 }],
  [':+1', { kind: 'emoji', query: '+1', length: 3 }],
])('%j asks for something', (before, trigger) => {
  expect(triggerIn(before, true)).toEqual(trigger)
})

test.each([
  '',
  'and/or',
  'https://example.com/path',
  '24/7',
  'noor@pottle.example',
  'Note: thanks',
  ':)',
  ': smile',
  'at 10:30',
  '/ship now',
  '@imke sarro said',
])('%j asks for nothing', (before) => {
  expect(triggerIn(before, true)).toBe(null)
})

test('nobody is mentioned in a reply', () => {
  expect(triggerIn('@imke', false)).toBe(null)
})
