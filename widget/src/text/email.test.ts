import { expect, it } from 'vitest'
import { emailProblem } from './email.ts'

it.each([
  ['', 'missing'],
  ['   ', 'missing'],
  ['priya.ramanth.example', 'no-at'],
  ['@example.com', 'nothing-before'],
  ['priya@', 'nothing-after'],
  ['priya@@example.com', 'two-ats'],
  ['priya @example.com', 'space'],
  ['priya@example', 'no-dot'],
  ['priya@example.', 'no-dot'],
])('%j is refused because of %s', (address, problem) => {
  expect(emailProblem(address)).toBe(problem)
})

it.each([
  'priya@example.com',
  ' a@b.co ',
  "o'hara+x@sub.example.co.uk",
  '"two words"@example.com',
  'ü@bücher.example',
])('%j is taken', (address) => {
  expect(emailProblem(address)).toBeNull()
})
