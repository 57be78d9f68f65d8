import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../random.ts'
import { bytesOf, modelFrom } from '../training/model-bytes.ts'
import { matcher } from './match.ts'
import { type Entry, train } from './train.ts'

const shop: Entry[] = [
  {
    id: 'where',
    questions: ['Where is my order?', 'track my parcel', 'when will my package arrive', 'order status'],
    answer: 'Open Orders and press Track.',
  },
  {
    id: 'cancel',
    questions: ['How do I cancel my order?', 'cancel order', 'I do not want it any more', 'stop my purchase'],
    answer: 'Within an hour you can cancel it under Orders.',
  },
  {
    id: 'refund',
    questions: [
      'When do I get my money back?',
      'refund status',
      'my refund has not arrived',
      'how long does a refund take',
    ],
    answer: 'Refunds take five working days.',
  },
  {
    id: 'password',
    questions: [
      'I forgot my password',
      'reset password',
      'cannot log in to my account',
      'change my password',
    ],
    answer: 'Press “Forgot password” on the sign-in page.',
  },
  {
    id: 'kettle',
    questions: ['How do I descale the kettle?', 'clean the kettle', 'white spots in the kettle'],
    answer: 'Boil water with citric acid and rinse twice.',
  },
  {
    id: 'warranty',
    questions: ['How long is the warranty?', 'guarantee period', 'is my toaster still under warranty'],
    answer: 'Two years from the day of purchase.',
  },
  {
    id: 'invoice',
    questions: ['I need an invoice', 'download bill', 'where is my receipt'],
    answer: 'Invoices are under Orders, Documents.',
  },
  {
    id: 'address',
    questions: ['Change delivery address', 'wrong address on my order', 'send it to another address'],
    answer: 'Until it is packed you can change the address.',
  },
]
const english = { language: 'en' } as const
const model = train(shop, english)
const { match } = matcher(model)
const best = (text: string) => match(text).candidates[0]

describe('a small base', () => {
  it.each([
    ['where is my parcel', 'where'],
    ['plz cancel the order', 'cancel'],
    ['i want my money back', 'refund'],
    ['cant log in', 'password'],
    ['forgot pasword', 'password'],
    ['descaling a kettle', 'kettle'],
    ['how many years of guarantee', 'warranty'],
    ['pls send the bill', 'invoice'],
    ['delivery adress is wrong', 'address'],
    ['citric acid', 'kettle'],
  ])('%j is about %s', (text, id) => {
    expect(best(text)?.id).toBe(id)
  })

  it('is surer of what it knows than of what it does not', () => {
    const known = ['Where is my order?', 'reset my password', 'descale kettle'].map(
      (text) => best(text)?.confidence ?? 0,
    )
    const others = ['what is the capital of France', 'sing me a song', 'my neighbour plays the trumpet'].map(
      (text) => best(text)?.confidence ?? 0,
    )
    expect(Math.min(...known)).toBeGreaterThan(model.threshold)
    expect(Math.max(...others)).toBeLessThan(model.threshold)
  })

  it('says what spoke for it, how much it knows of the text, and what it took for what', () => {
    const { candidates, coverage, repaired } = match('reset my pasword, wombat')
    expect(candidates[0]).toMatchObject({ id: 'password', title: 'I forgot my password' })
    expect(candidates[0]?.evidence.nearest).toBeGreaterThan(0.5)
    expect(coverage).toBeLessThan(1)
    expect(repaired).toEqual([{ from: 'pasword', to: 'password' }])
  })

  it('answers the same after it was written down and read again', () => {
    const again = modelFrom(bytesOf(model))
    if (!again) throw new Error('the bytes were not read')
    for (const text of ['where is it', 'bill please']) expect(matcher(again).match(text)).toEqual(match(text))
    expect(modelFrom(new Uint8Array([1, 2, 3]))).toBeUndefined()
  })
})

describe('training', () => {
  it('comes out the same, in whatever order it is given', () => {
    const texts = shop.flatMap(({ questions }) => questions)
    const expected = texts.map((text) => match(text))
    fc.assert(
      fc.property(fc.shuffledSubarray(shop, { minLength: shop.length }), (order) => {
        const other = matcher(train(order, english))
        expect(other.threshold).toBe(model.threshold)
        expect(texts.map((text) => other.match(text))).toEqual(expected)
      }),
      { numRuns: 5 },
    )
  })

  it('minds nothing that has nothing to do with the rest', () => {
    const unrelated: Entry = {
      id: 'zebra',
      questions: ['zebra stripes pattern', 'why do zebras have stripes'],
      answer: 'Nobody knows for sure.',
    }
    const more = matcher(train([...shop, unrelated], english))
    const texts = shop.flatMap(({ id, questions }) =>
      questions.map((text) => ({ id, text: `${text} please` })),
    )
    const right = (of: typeof more) =>
      texts.filter(({ id, text }) => of.match(text).candidates[0]?.id === id).length
    expect(Math.abs(right(more) - right(matcher(model)))).toBeLessThanOrEqual(Math.ceil(texts.length / 100))
  })

  it('does without: no entries, one, and one that asks nothing', () => {
    expect(matcher(train([], english)).match('hello').candidates).toEqual([])
    const [only] = shop
    expect(matcher(train(only ? [only] : [], english)).match('where is my order').candidates[0]?.id).toBe(
      'where',
    )
    const silent = { id: 'a', questions: ['???'], answer: '' }
    expect(matcher(train([silent, ...shop], english)).match('where is my order').candidates[0]?.id).toBe(
      'where',
    )
  })

  it('answers within a moment, whatever is asked', () => {
    const random = randomFrom(1)
    const letters = () => String.fromCodePoint(97 + Math.floor(random() * 26))
    const hostile = [
      Array.from({ length: 10_000 }, letters).join(''),
      Array.from({ length: 10_000 }, () => (random() < 0.2 ? ' ' : letters())).join(''),
      '🙂'.repeat(5_000),
      'где мой заказ 注文はどこ أين طلبي where is it '.repeat(200),
      'w',
      '\u0000\uFFFF\u202E',
      `${'('.repeat(5_000)}${')'.repeat(5_000)}`,
    ]
    match('warm up')
    for (const text of hostile) {
      const began = performance.now()
      expect(match(text).candidates.length).toBeGreaterThan(0)
      // Fifty milliseconds on a machine of its own; this one may be shared by many.
      expect(performance.now() - began, text.slice(0, 20)).toBeLessThan(2_000)
    }
  })
})

describe('other languages', () => {
  const entries = (words: Record<string, string[]>): Entry[] =>
    Object.entries(words).map(([id, questions]) => ({ id, questions, answer: '' }))
  it.each([
    [
      'de',
      {
        where: ['Wo ist meine Bestellung?', 'Paket verfolgen'],
        money: ['Wann bekomme ich mein Geld zurück?', 'Erstattung'],
      },
      [
        ['wo bleibt die bestellung', 'where'],
        ['erstattungen', 'money'],
      ],
    ],
    [
      'fr',
      {
        where: ['Où est ma commande ?', 'suivre mon colis'],
        money: ['Quand serai-je remboursé ?', 'remboursement'],
      },
      [
        ['ou en est ma commande', 'where'],
        ['rembourser', 'money'],
      ],
    ],
    [
      'es',
      {
        where: ['¿Dónde está mi pedido?', 'seguir mi paquete'],
        money: ['¿Cuándo recibo mi reembolso?', 'devolución del dinero'],
      },
      [
        ['donde esta el pedido', 'where'],
        ['reembolsos', 'money'],
      ],
    ],
    [
      'ja',
      { where: ['注文はどこですか', '荷物を追跡したい'], money: ['返金はいつですか', '返金の状況'] },
      [
        ['注文した荷物はどこ', 'where'],
        ['返金について', 'money'],
      ],
    ],
    [
      'ar',
      { where: ['أين طلبي؟', 'تتبع الشحنة'], money: ['متى أسترد أموالي؟', 'استرداد المبلغ'] },
      [
        ['أين الطلب', 'where'],
        ['استرداد', 'money'],
      ],
    ],
  ] as [string, Record<string, string[]>, [string, string][]][])('finds its way in %s', (_, words, asked) => {
    const other = matcher(train(entries(words), { language: 'other' }))
    for (const [text, id] of asked) expect(other.match(text).candidates[0]?.id, text).toBe(id)
  })
})
