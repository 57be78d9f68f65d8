import { expect, test } from 'vitest'
import { keysMet, registerCommand } from './registry.ts'

const command = (keys?: readonly string[]) => ({
  ...{ id: 'conversation.close', label: 'Close', group: 'actions' as const },
  ...(keys && { keys }),
  run: () => undefined,
})

test('what prints the keys of a command hears of other keys, and not of the same ones again', () => {
  expect(keysMet('conversation.close')).toBeNull()
  const leave = registerCommand(command(['e']))
  const known = keysMet('conversation.close')
  expect(known).toEqual(['e'])
  leave()
  registerCommand(command(['e']))
  expect(keysMet('conversation.close')).toBe(known)
  registerCommand(command(['x', 'y']))
  expect(keysMet('conversation.close')).toEqual(['x', 'y'])
  registerCommand(command())
  expect(keysMet('conversation.close')).toEqual([])
})
