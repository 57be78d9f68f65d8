// The emoji of the composer, cut down at build time from Emojibase to what it shows and finds them by: a tenth of the data,
// in a file of its own per language that is fetched when somebody first asks for one.
import de from 'emojibase-data/de/data.json' with { type: 'json' }
import en from 'emojibase-data/en/data.json' with { type: 'json' }
import codes from 'emojibase-data/en/shortcodes/github.json' with { type: 'json' }
import type { Plugin } from 'vite'

const PREFIX = 'virtual:emoji/'
/** What devices a few years old can draw. */
const NEWEST = 15
/** Skin tones and hair: parts, not emoji. */
const COMPONENTS = 2

type Entry = {
  emoji: string
  label: string
  hexcode: string
  group?: number
  order?: number
  version: number
  tags?: string[]
}

// The package's own shapes, which it describes by types of a package it does not bring along.
const entriesIn: Record<string, Entry[]> = { en: en as Entry[], de: de as Entry[] }
const codesOf = codes as Record<string, string | string[]>

export function emojiData(): Plugin {
  return {
    name: 'emoji-data',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const entries = entriesIn[id.slice(PREFIX.length + 1)]
      if (!entries) throw new Error(`there are no emoji at ${id}`)
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(shortened(entries)))})`
    },
  }
}

/** Group, sign, name, then everything else it is found by. */
function shortened(entries: Entry[]): [number, string, string, string][] {
  return entries
    .filter(({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ group = 0, emoji, label, tags = [], hexcode }) => {
      const shortcodes = [codesOf[hexcode] ?? []].flat()
      return [group, emoji, label, [...shortcodes, ...tags].join(' ')]
    })
}
