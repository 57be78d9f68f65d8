import '../i18n/i18n.ts'
import i18next from 'i18next'
import { serverSentences, whatIsGone } from './server-sentences.ts'

type Told = { status?: number; code: string; detail: string; retryAfter?: number | null }

/** `{count}` in a sentence of the server, as what would stand there. */
const patterns = Object.entries(serverSentences).map(([sentence, key]) => {
  const source = sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+)')
  return { pattern: new RegExp(`^${source}\\.?$`), key }
})

/** Codes whose sentence is for whoever reads logs: these are said the same way wherever they come from. */
const alike = ['unreachable', 'unavailable', 'rate_limited', 'fault'] as const

/**
 * Why the server did not do it, in the person's language; its own sentence where there are no words for it.
 * @param detail the server's sentence, with or without its full stop.
 */
export function problemWords({ status = 0, code, detail, retryAfter = null }: Told): string {
  const facts = { status, seconds: retryAfter ?? 30, detail: sentence(detail) }
  if (code === 'unavailable' && status !== 503 && status !== 0) return say('codes.answered', facts)
  if (alike.some((one) => one === code)) return say(`codes.${code}`, facts)
  return (
    known(detail) ?? (i18next.exists(`problems:codes.${code}`) ? say(`codes.${code}`, facts) : facts.detail)
  )
}

function known(detail: string): string | undefined {
  const gone = whatIsGone.find((what) => detail.replace(/\.$/, '') === `${what} not found`)
  if (gone) return say(`gone.${gone}`)
  for (const { pattern, key } of patterns) {
    const found = pattern.exec(detail)
    if (!found) continue
    const { count, ...facts } = found.groups ?? {}
    return say(`said.${key}`, { ...facts, ...(count !== undefined && { count: Number(count) }) })
  }
  return undefined
}

const say = (key: string, facts: Record<string, string | number> = {}): string =>
  i18next.t(key, { ns: 'problems', ...facts })

function sentence(text: string): string {
  const words = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(words) ? words : `${words}.`
}
