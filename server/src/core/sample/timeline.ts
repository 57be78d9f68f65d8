// Makes the entries of one past conversation out of a dialogue: who says what when, and what was done meanwhile.
import type { PastAuthor, PastEntry, PastFile } from '../conversations/imports/past-entries.ts'
import { timeOf } from '../ids.ts'
import { DAY, HOUR, MINUTE, nextAwake, nextOpen, SECOND } from './calendar.ts'
import type { Dialogue, Line } from './dialogues.ts'
import type { DemoContact } from './people.ts'
import type { Random } from './random.ts'
import { filled, slotsFor } from './slots.ts'

export type Teammate = { id: string; name: string }
type Status = 'open' | 'pending' | 'snoozed' | 'closed'

type Done = Extract<PastEntry, { kind: 'event' }>

export type Scene = {
  dialogue: Dialogue
  kind: Dialogue['on'][number]
  contact: DemoContact
  agent: Teammate
  /** Who sorts what comes in. */
  triage: Teammate
  start: number
  now: number
}

export const ASSISTANT: PastAuthor = { kind: 'assistant', id: null, name: 'Roost assistant' }

export async function entriesOf(
  scene: Scene,
  random: Random,
  makeFile: (filename: string) => Promise<PastFile>,
): Promise<{ title: string; status: Status; entries: PastEntry[] }> {
  const { dialogue, contact, agent, now } = scene
  const slots = slotsFor(contact, agent, dialogue.about, random)
  const status = statusAt(now - scene.start, random)
  const lines = cut(dialogue.lines, status, random)
  const entries: PastEntry[] = []
  let at = scene.start + random.between(0, 999)
  let taken = false
  const add = (entry: PastEntry) => entries.push(entry)
  const stamped = () => timeOf(at)

  for (const [place, line] of lines.entries()) {
    const due = at + gap(line, scene.kind, random)
    const time = place === 0 ? at : byPerson(line) ? nextOpen(due, random) : nextAwake(due, random)
    // What has not happened yet is not told: then the conversation is still going on.
    if (time > now - 2 * MINUTE) break
    if (byPerson(line) && !taken) {
      taken = true
      at = Math.max(at + 5 * SECOND, time - random.between(20, 90) * SECOND)
      add({ kind: 'event', at: stamped(), actor: person(scene.triage), wanted: sorted(scene, random) })
    }
    at = Math.max(at + SECOND, time)
    const files = await Promise.all(line.files.map(makeFile))
    const body = filled(line.text, slots, random)
    const said = { at: stamped(), body, ...(files.length > 0 && { files }) }
    if (line.by === 'contact') add({ kind: 'message', author: 'contact', ...said })
    else if (line.by === 'note') add({ kind: 'note', author: person(agent), ...said })
    else add({ kind: 'message', author: line.by === 'assistant' ? ASSISTANT : person(agent), ...said })
  }
  at += random.between(1, 25) * MINUTE
  if (status !== 'open' && entries.length === expected(lines) && at < now - MINUTE)
    add({
      kind: 'event',
      at: stamped(),
      actor: taken ? person(agent) : ASSISTANT,
      wanted: { status, ...(status === 'snoozed' && { snoozed_until: morningAfter(now, random) }) },
    })
  return { title: filled(dialogue.title, slots, random), status, entries }
}

const person = ({ id, name }: Teammate) => ({ kind: 'teammate' as const, id, name })
const byPerson = (line: Line) => line.by === 'teammate' || line.by === 'note'
/** All lines, and the entry that says who took it, if somebody did. */
const expected = (lines: readonly Line[]) => lines.length + (lines.some(byPerson) ? 1 : 0)

/** Of what is old nearly all is done. */
function statusAt(age: number, random: Random): Status {
  const roll = random.next()
  if (age > 14 * DAY) return roll < 0.94 ? 'closed' : roll < 0.97 ? 'pending' : 'open'
  if (age > 3 * DAY) return roll < 0.6 ? 'closed' : roll < 0.74 ? 'open' : roll < 0.88 ? 'pending' : 'snoozed'
  return roll < 0.28 ? 'closed' : roll < 0.76 ? 'open' : roll < 0.9 ? 'pending' : 'snoozed'
}

/** An open one waits for us and ends with the contact; a pending or snoozed one waits for them. */
function cut(lines: readonly Line[], status: Status, random: Random): readonly Line[] {
  if (status === 'closed') return lines
  const ends = lines.flatMap((line, place) => {
    const fits = status === 'open' ? line.by === 'contact' : line.by === 'teammate'
    return fits ? [place + 1] : []
  })
  return ends.length === 0 ? lines : lines.slice(0, random.pick(ends))
}

function sorted({ dialogue, agent, contact }: Scene, random: Random): Done['wanted'] {
  const roll = random.next()
  const priority =
    dialogue.priority ?? (roll < 0.08 ? 'high' : roll < 0.18 ? 'normal' : roll < 0.26 ? 'low' : null)
  const vip = contact.company.tags.includes('vip') ? ['vip'] : []
  return { assignee_id: agent.id, priority, tags: [...dialogue.tags, ...vip].sort() }
}

function gap(line: Line, kind: Scene['kind'], random: Random): number {
  if (line.by === 'assistant') return random.between(2_000, 7_000)
  if (line.by === 'note') return random.between(20, 200) * SECOND
  if (kind === 'tickets')
    return line.by === 'teammate' ? random.between(8, 400) * MINUTE : random.between(20, 1_500) * MINUTE
  if (kind === 'medium') return random.between(60, 1_500) * SECOND
  return random.between(20, 240) * SECOND
}

function morningAfter(now: number, random: Random): string {
  const day = now - (now % DAY) + random.between(1, 9) * DAY
  return timeOf(day + 9 * HOUR)
}
