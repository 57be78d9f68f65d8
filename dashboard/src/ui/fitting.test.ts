import { expect, test } from 'vitest'
import { fitting } from './fitting.ts'

const names = ['Noor Valdis', 'Imke Sarro', 'José-María Núñez', 'noor.two@pottle.example']
const search = (text: string) => fitting(names, text, (name) => name)

test('fits beginnings of words, in any order, whatever their case and accents', () => {
  expect(search('')).toEqual(names)
  expect(search('val noo')).toEqual(['Noor Valdis'])
  expect(search('NU jose')).toEqual(['José-María Núñez'])
  expect(search('noor')).toEqual(['Noor Valdis', 'noor.two@pottle.example'])
  expect(search('oor')).toEqual([])
})
