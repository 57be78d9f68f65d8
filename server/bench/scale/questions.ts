// What is asked in the scale bench: fixed mixes, drawn by a seed.
import { pick, type Random, wordOf } from './corpus.ts'

export type Question = {
  name: string
  /** Milliseconds at the 95th percentile. */
  target: number
  paths: readonly ((random: Random, ids: readonly string[]) => string)[]
}

const q = (text: string) => () => `/conversations?q=${encodeURIComponent(text)}`
const word = (from: number, to: number) => (random: Random) =>
  wordOf(from + Math.floor(random() * (to - from)))
const [often, sometimes, seldom] = [word(0, 20), word(200, 600), word(8_000, 29_000)]
const searchFor = (text: (random: Random) => string) => (random: Random) =>
  `/conversations?q=${encodeURIComponent(text(random))}`

export const questions: readonly Question[] = [
  {
    name: 'inbox list',
    target: 50,
    paths: [
      () => '/conversations',
      () => '/conversations?status=open',
      () => '/conversations?status=closed',
      () => '/conversations?assignee=me',
      () => '/conversations?assignee=none',
      () => '/conversations?assignee=me&status=open',
      () => '/conversations?channel=tickets',
      () => '/conversations?channel=tickets&status=snoozed',
      () => '/conversations?sort=created',
      () => '/conversations?sort=oldest&status=open',
      () => '/conversations?tag=vip',
      () => '/conversations?tag=recall-2026',
      () => '/conversations?unread=true',
      () => '/conversation-counts',
    ],
  },
  {
    name: 'conversation by id',
    target: 10,
    paths: [(random, ids) => `/conversations/${pick(random, ids)}`],
  },
  {
    name: 'messages of a conversation',
    target: 10,
    paths: [(random, ids) => `/conversations/${pick(random, ids)}/messages`],
  },
  {
    name: 'search',
    target: 100,
    paths: [
      searchFor(often),
      searchFor(sometimes),
      searchFor(seldom),
      searchFor((random) => `${often(random)} ${often(random)}`),
      searchFor((random) => `${often(random)} ${seldom(random)}`),
      searchFor((random) => `${sometimes(random)} ${sometimes(random)}`),
      searchFor((random) => `"${often(random)} ${often(random)}"`),
      searchFor((random) => `"${often(random)} ${sometimes(random)} ${often(random)}"`),
      searchFor((random) => `${sometimes(random)} -${often(random)}`),
      searchFor((random) => `${sometimes(random).slice(0, 4)}*`),
      searchFor((random) => `from:${seldom(random)}`),
      searchFor((random) => `from:${sometimes(random)} ${often(random)}`),
      searchFor((random) => `status:open ${often(random)}`),
      searchFor((random) => `status:snoozed ${sometimes(random)}`),
      searchFor((random) => `tag:vip ${often(random)}`),
      searchFor((random) => `tag:recall-2026 ${often(random)}`),
      searchFor((random) => `assignee:me ${sometimes(random)}`),
      searchFor((random) => `channel:chat ${sometimes(random)} after:30d`),
      searchFor((random) => `${often(random)} before:2025`),
      searchFor((random) => `priority:high ${sometimes(random)} before:2026`),
      q('tag:vip'),
      q('tag:recall-2026'),
      q('status:pending'),
      q('has:file'),
      q('ASM-777'),
      q('asm-3000 mate3@example.com'),
    ],
  },
  {
    name: 'page of events',
    target: 20,
    paths: [
      (random) => `/events?after=${Math.floor(random() * 20_000)}&limit=200`,
      () => '/events?after=latest',
    ],
  },
]

export function asksOf({ paths }: Question, random: Random, ids: readonly string[]): string[] {
  // Enough of the short lists for a percentile to mean something.
  const times = Math.ceil(16 / paths.length)
  return Array.from({ length: times }, () => paths.map((path) => path(random, ids))).flat()
}
