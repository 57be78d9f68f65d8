import type { EventBody, GettingStartedBody } from '../../../../server/src/surfaces/manage/wire.ts'

export type StepName = keyof GettingStartedBody['steps']

/** In the order they are shown in. */
export const stepNames: readonly StepName[] = [
  'organisation',
  'api_key',
  'ticket',
  'answer',
  'chat',
  'teammate',
]

export function isAllDone({ steps }: GettingStartedBody): boolean {
  return stepNames.every((name) => steps[name] !== null)
}

/** The one to do next; null when nothing is left. */
export function nextStep({ steps }: GettingStartedBody): StepName | null {
  return stepNames.find((name) => steps[name] === null) ?? null
}

/** Which step an event may tick: the server says whether it did. */
const ticks: Readonly<Record<string, StepName>> = {
  'credential.created': 'api_key',
  'conversation.opened': 'ticket',
  'message.created': 'answer',
  'invitation.created': 'teammate',
  'teammate.created': 'teammate',
}

/** What an event does to what is known: something new, `ask` the server, or null for nothing. */
export function afterEvent(known: GettingStartedBody, event: EventBody): GettingStartedBody | 'ask' | null {
  const { type, data } = event
  if (type === 'sample.changed') {
    const { state, done, total } = data as GettingStartedBody['sample']
    // Whether it may be loaded again, the server knows.
    if (state !== known.sample.state) return 'ask'
    return { ...known, sample: { ...known.sample, done, total } }
  }
  if (type === 'getting_started.changed') return { ...known, hidden: data.hidden === true }
  // Made-up and imported conversations tick nothing, and there are many of them.
  if (data.imported === true) return null
  if (type === 'conversation.opened' && (known.sample.may_load || isFirstChat(known, data))) return 'ask'
  const step = ticks[type]
  return step !== undefined && known.steps[step] === null ? 'ask' : null
}

function isFirstChat({ steps }: GettingStartedBody, { channel }: EventBody['data']): boolean {
  const isChat =
    typeof channel === 'object' && channel !== null && 'kind' in channel && channel.kind === 'chat'
  return isChat && steps.chat === null
}
