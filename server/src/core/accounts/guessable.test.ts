import { expect, it } from 'vitest'
import { isGuessable } from './guessable.ts'

it.each([
  'password123',
  'Password2026!',
  'P@ssw0rd123',
  'Pa$$w0rd!!',
  'passwordpassword',
  '123password',
  'P@ssw0rd99',
  'qwertyuiop',
  'qwertyuiop123',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'zxcvbnm123',
  'asdfghjkl123',
  'QWERTZUIOP',
  'poiuytrewq',
  '1234567890',
  '0987654321',
  '12345678910',
  '9876543210',
  '1122334455',
  '31.12.1999',
  '2026-11-21',
  '555-0100-23',
  'abcdefghij',
  'abc123abc123',
  'abcd1234!!',
  'aaaaaaaaaa',
  'abababababab',
  'xyzxyzxyzx',
  'iloveyou123',
  'iloveyou!!!!',
  'sunshine2026',
  'Summer2026!',
  'Sommer2026!!',
  'Winter20262026',
  'December2025',
  'liverpool123',
  'Liverpool1892',
  'chelsea2012!',
  'football1234',
  'superman1234',
  'michael1985!',
  'jennifer1990',
  'welcome2026!',
  'Welcome@123',
  'letmein12345',
  'changeme123!',
  'administrator',
  'admin123456',
  'adminadmin',
  'root123456',
  'helpdesk2026',
  'parley2026!!',
  'Support1234',
  'test123456',
  'testtest123',
  'trustno1trustno1',
  'starwars1977',
  'pokemon12345',
  '!@#$%^&*()',
  'q1w2e3r4t5',
  'qazwsxedc123',
  'l0v3ly12345',
])('%s is tried first', (password) => {
  expect(isGuessable(password)).toBe(true)
})

it.each([
  'correct horse battery',
  'another horse battery',
  'tr0mbone-Ladder-49',
  'gZ7!pWq2xLm9',
  'kettle lid does not close',
  'vbfq-0932-kxpw',
  'Ünsinn mit Söße 7',
  'パスワードではない文字列です',
  'f4e8a91c7b20',
  'nine lives of a ladder',
  'mnemonic.cobalt',
  'xkq 8812 zzrt 0',
  'Pottle7Brine!Ash',
  '😀ab1😀cd2😀ef3',
])('%s is not', (password) => {
  expect(isGuessable(password)).toBe(false)
})

it('knows what everybody knows about whose it is', () => {
  const about = ['noor.valdis@pottle-pan.example', 'Pottle & Pan']
  for (const password of [
    'noorvaldis123',
    'Valdis2026!!',
    'pottlepan2026',
    'P0ttle-2026!',
    'pottle-pan!!',
    'valdisvaldis',
  ])
    expect(isGuessable(password, about), password).toBe(true)
  for (const password of ['noorvaldis123', 'pottlepan2026'])
    expect(isGuessable(password), password).toBe(false)
})

it('takes no time over what is long', () => {
  const start = performance.now()
  for (const part of ['a', 'ab', 'qwe1', 'admin', '😀', '0'])
    isGuessable(part.repeat(Math.ceil(1_000 / part.length)))
  expect(performance.now() - start).toBeLessThan(2_000)
})
