import { expect, test } from 'vitest'
import { exampleConversation } from '../screens/Inbox/example-conversation.ts'
import { handedFrom } from './conversation-changes.ts'

const bot = { kind: 'bot', id: 'b' } as const

test('what people took from a bot or assistant can be given back, until it is', () => {
  const taken = { ...exampleConversation(), handed_from: bot }
  expect(handedFrom(taken)).toEqual(bot)
  expect(handedFrom({ ...taken, owner: { ...bot, epoch: 2 } })).toBe(null)
  expect(handedFrom({ ...taken, handed_from: null })).toBe(null)
})
