// Clients as they should be: each ticket under its own Idempotency-Key, tried again until it is acknowledged.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a client knows of one ticket. `replayed`: an earlier try had been stored, only its answer was lost. */
export type Ticket = {
  query: string
  key: string
  tries: number
  acknowledged?: { id: string; number: string; replayed: boolean }
}

export type Writers = {
  tickets: Ticket[]
  /** No new tickets; resolves when every started one is acknowledged, rejects when one never is. */
  finish(): Promise<void>
}

const TRY_TIMEOUT = 2_000
/** No outage of this test lasts as long: a ticket that is not acknowledged by then never will be. */
const PATIENCE = 30_000

export type WriterOptions = { url: string; apiKey: string; count: number; random: () => number }

export function startWriters({ url, apiKey, count, random }: WriterOptions): Writers {
  const tickets: Ticket[] = []
  let finishing = false

  async function write(writer: number): Promise<void> {
    for (let n = 1; !finishing; n++) {
      const ticket: Ticket = { query: `writer ${writer}, ticket ${n}`, key: randomUUID(), tries: 0 }
      tickets.push(ticket)
      ticket.acknowledged = await untilAcknowledged(ticket, `writer-${writer}@crash.example`)
      await sleep(random() * 10)
    }
  }

  async function untilAcknowledged(ticket: Ticket, email: string) {
    const giveUp = performance.now() + PATIENCE
    while (performance.now() < giveUp) {
      ticket.tries++
      const answer = await post({ url, apiKey, ticket, email })
      if (answer) return answer
      await sleep(10 + random() * 40)
    }
    throw new Error(`"${ticket.query}" was not acknowledged in ${ticket.tries} tries`)
  }

  const writing = Promise.all(Array.from({ length: count }, (_, index) => write(index + 1)))
  // Whoever waits for the end hears of the failure; until then it must not end the process.
  writing.catch(() => {})
  return {
    tickets,
    async finish() {
      finishing = true
      await writing
    },
  }
}

type Post = { url: string; apiKey: string; ticket: Pick<Ticket, 'query' | 'key'>; email: string }

/**
 * One try; undefined when the server was away, cut off or answered 503: then the same ticket may be sent again.
 * @throws for any other answer, which no client should ever see here.
 */
export async function post({
  url,
  apiKey,
  ticket,
  email,
}: Post): Promise<Ticket['acknowledged'] | undefined> {
  const form = new FormData()
  form.set('query', ticket.query)
  form.set('user_email', email)
  form.set('user_name', 'Crash Tester')
  try {
    const response = await fetch(`${url}/interaction`, {
      method: 'POST',
      headers: { authorization: apiKey, 'idempotency-key': ticket.key },
      body: form,
      signal: AbortSignal.timeout(TRY_TIMEOUT),
    })
    const text = await response.text()
    if (response.status === 503) return undefined
    if (response.status !== 200) throw new UnexpectedAnswer(`${response.status} ${text}`)
    return {
      id: response.headers.get('x-ticket-id') ?? '',
      number: JSON.parse(text).created_ticket_number,
      replayed: response.headers.get('idempotency-replayed') === 'true',
    }
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw error
    return undefined
  }
}

class UnexpectedAnswer extends Error {
  override name = 'UnexpectedAnswer'
}
