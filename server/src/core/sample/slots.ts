// What stands in braces in the corpus: {name}, {product}, {order} …
import type { Dialogue } from './dialogues.ts'
import type { DemoContact } from './people.ts'
import { PRODUCTS } from './products.ts'
import type { Random } from './random.ts'

const WORDS = {
  en: { ago: ['in spring', 'two years ago', 'last month', 'five weeks ago'] },
  de: { ago: ['im Frühjahr', 'vor zwei Jahren', 'letzten Monat', 'vor fünf Wochen'] },
  ar: { ago: ['الشهر الماضي'] },
  ja: { ago: ['先月'] },
  fr: { ago: ['le mois dernier'] },
  es: { ago: ['el mes pasado'] },
} as const

export type Slots = Readonly<Record<string, string>>

/** 2026-11-16 was a Monday; only the names of the seven days are taken from there. */
const A_MONDAY = Date.UTC(2026, 10, 16)
const DAY = 24 * 3_600_000

export function slotsFor(
  contact: DemoContact,
  agent: { name: string },
  about: Dialogue['about'],
  random: Random,
): Slots {
  const weekday = new Intl.DateTimeFormat(contact.language, { weekday: 'long', timeZone: 'UTC' })
  return {
    name: contact.given,
    fullname: contact.name,
    agent: agent.name.split(' ')[0] ?? agent.name,
    company: contact.company.name,
    city: contact.city,
    product: random.pick(PRODUCTS[about]),
    order: `HR-${random.between(20_000, 29_999)}`,
    tracking: `NL${random.between(10_000_000, 99_999_999)}`,
    amount: `${random.between(19, 249)}.${random.pick(['00', '50', '90', '95'])}`,
    version: `5.${random.between(0, 4)}.${random.between(0, 9)}`,
    day: weekday.format(A_MONDAY + random.between(0, 4) * DAY),
    ago: random.pick(WORDS[contact.language].ago),
  }
}

/** Fills {slots} and takes one of each [[choice||another]]. What is no slot stays, as braces do in code. */
export function filled(text: string, slots: Slots, random: Random): string {
  return text
    .replace(/\[\[(.+?)\]\]/gs, (_, choices: string) => random.pick(choices.split('||')))
    .replace(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole)
}
