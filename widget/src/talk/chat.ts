// The conversation as this tab sees it: what was said, what is on its way, whether the server can be heard. Tabs of one
// browser share it; screens read the signals and call what is below.
import { batch, computed, signal } from '@preact/signals'
import type { StreamEntry } from '../../../sdk/src/event-stream.ts'
import { waitingFiles } from '../keep/files.ts'
import { newSession, prefixOf, readSession, type Session, writeSession } from '../keep/session.ts'
import { storageOf } from '../keep/storage.ts'
import { openTabs, type Tabs, type Word } from '../keep/tabs.ts'
import { type Letter, randomId } from '../outbox/letter.ts'
import { openOutbox } from '../outbox/outbox.ts'
import { chatApi, type Identity } from '../wire/chat-api.ts'
import { type Line, type LineState, openLine } from '../wire/line.ts'
import { eventOf, type Message } from '../wire/shapes.ts'
import { lettersIn, unreadOf, withMessages } from './messages.ts'
import { poster } from './post.ts'
import { typist } from './typist.ts'

/** The server says no more of a teammate who stopped without a word. */
const TYPING_ENDS = 45_000

export type Chat = ReturnType<typeof openChat>

export type ChatParts = {
  server: string
  siteKey: string
  /** An answer, or an own message of another tab, that was not known before; `live` when it has just been said. */
  heard(message: Message, live: boolean): void
}

export function openChat({ server, siteKey, heard }: ChatParts) {
  const local = storageOf('localStorage')
  const prefix = prefixOf(siteKey)
  const api = chatApi({ server, siteKey })
  const files = waitingFiles(`${prefix}file:`)

  const session = signal<Session>(readSession(local, siteKey) ?? newSession())
  const messages = signal<readonly Message[]>([])
  const letters = signal<readonly Letter[]>([])
  const line = signal<LineState | null>(null)
  const typing = signal<string | null>(null)
  const seen = signal(0)
  const closedByTeam = signal(false)
  /** How far files are, by letter. */
  const progress = signal<Readonly<Record<string, number>>>({})
  const unread = computed(() => unreadOf(messages.value, session.value.read))
  /** Only in memory: a proof is for the server that asked for it, and is given anew by the next page. */
  let identity: Identity | null = null
  let own: Line | null = null
  let ownFor: string | null = null
  let leading: AbortSignal | null = null
  let endTyping: ReturnType<typeof setTimeout> | undefined
  /** What was said before this tab looked is behind it: from now on an answer is news. */
  let caughtUp = false

  function keep(change: Partial<Session>): void {
    session.value = { ...session.value, ...change }
    writeSession(local, siteKey, session.value)
    tabs.tell({ is: 'stored' })
    followUp()
  }

  function hearEntry(entry: StreamEntry): void {
    const event = eventOf(entry)
    if (event?.is === 'message') hearMessages([event.message], caughtUp)
    else if (event?.is === 'read') seen.value = Math.max(seen.value, event.seq)
    else if (event?.is === 'typing') showTyping(event.typing ? event.author : null)
    else if (event?.is === 'status') {
      closedByTeam.value = !event.open
      // A line begins with what was said before, and then says this.
      caughtUp = true
    }
  }

  function hearMessages(more: readonly Message[], live: boolean): void {
    const before = messages.value
    const after = withMessages(before, more)
    if (after === before) return
    batch(() => {
      messages.value = after
      if (more.some(({ inbound }) => !inbound)) showTyping(null)
    })
    const at = Date.parse(after.at(-1)?.timestamp ?? '')
    if (at > session.value.lastWord) {
      session.value = { ...session.value, lastWord: at }
      writeSession(local, siteKey, session.value)
    }
    for (const letter of lettersIn(more)) void files.remove(letter)
    outbox.arrived(lettersIn(more))
    for (const message of more) if (!before.includes(message)) heard(message, live)
  }

  function showTyping(author: string | null): void {
    clearTimeout(endTyping)
    typing.value = author
    if (author !== null) endTyping = setTimeout(() => showTyping(null), TYPING_ENDS)
  }

  function hearLine(state: LineState): void {
    if (state.phase === 'live' && line.value?.phase !== 'live') outbox.reachable()
    // An attempt is no news while the server is away.
    const stillDown = state.phase === 'connecting' && line.value?.phase === 'down'
    line.value = stillDown ? { phase: 'down', until: 0 } : state
  }

  function hear(word: Word): void {
    if (word.is === 'entry') hearEntry(word.entry)
    else if (word.is === 'said') {
      seen.value = Math.max(seen.value, word.seen)
      hearMessages(word.messages, false)
      caughtUp = true
    } else if (word.is === 'line') hearLine(word.state)
    else if (word.is === 'logged-out') forget()
    else if (word.is === 'retry') own?.retryNow()
    else if (word.is === 'who-leads') {
      if (!leading || leading.aborted) return
      if (line.value) tabs.tell({ is: 'line', state: line.value })
      tabs.tell({ is: 'said', messages: messages.value, seen: seen.value })
    } else {
      session.value = readSession(local, siteKey) ?? session.value
      outbox.reread()
      followUp()
    }
  }

  /** The leader has a line as soon as there is a conversation, and another one for another conversation. */
  function followUp(): void {
    const { started, token } = session.value
    const wanted = leading && !leading.aborted && started ? token : null
    if (wanted === ownFor) return
    own?.close()
    own = null
    ownFor = wanted
    if (wanted === null) return
    own = openLine({
      connect: (after, signal) => api.events(wanted, after, signal),
      after: () => messages.value.at(-1)?.seq ?? 0,
      onEntry(entry) {
        hearEntry(entry)
        tabs.tell({ is: 'entry', entry })
      },
      onState(state) {
        hearLine(state)
        tabs.tell({ is: 'line', state })
      },
      onGone() {
        messages.value = []
        keep({ started: false })
      },
    })
  }

  const tabs: Tabs = openTabs({
    name: `parley:${siteKey}`,
    hear,
    lead(signal) {
      leading = signal
      signal.addEventListener('abort', () => followUp())
      followUp()
    },
  })

  const outbox = openOutbox({
    shelf: local,
    prefix: `${prefix}letter:`,
    tab: tabId(),
    post: poster({
      api,
      files,
      visitor: () => ({ ...session.value, identity }),
      started: () => session.value.started,
      keep,
      progressed(letter, share) {
        progress.value = { ...progress.value, [letter]: share }
        outbox.stillGoing(letter)
      },
    }),
    changed(list, here) {
      letters.value = list
      if (here) tabs.tell({ is: 'stored' })
    },
  })
  letters.value = outbox.list()

  function forget(): void {
    batch(() => {
      outbox.clear()
      writeSession(local, siteKey, null)
      session.value = newSession()
      messages.value = []
      seen.value = 0
      typing.value = null
      line.value = null
      identity = null
      caughtUp = false
    })
    followUp()
  }

  function logout(): void {
    for (const { id, files: some } of outbox.list()) if (some.length > 0) void files.remove(id)
    forget()
    tabs.tell({ is: 'logged-out' })
  }

  const typed = typist((is, length) => {
    const { started, token } = session.value
    return started ? api.typing(token, is, length).catch(() => undefined) : Promise.resolve()
  })

  return {
    session,
    messages,
    letters,
    line,
    typing,
    seen,
    unread,
    closedByTeam,
    progress,
    leads: () => leading !== null && !leading.aborted,

    /** What the form asked for; kept with the first message. */
    introduce(name: string, email: string): void {
      session.value = { ...session.value, name, email }
    },

    send(text: string, attached: readonly File[] = []): void {
      typed.sent()
      writeSession(local, siteKey, { ...session.value, lastWord: Date.now() })
      // A conversation begins with words; its first files follow as a message of their own.
      const names = attached.map(({ name }) => name).join(', ')
      const split = attached.length > 0 && !session.value.started
      if (split) outbox.send(text || names)
      if (attached.length === 0) outbox.send(text)
      else void sendFiles(split ? '' : text, attached)
    },

    retry(id?: string): void {
      outbox.retry(id)
      if (id === undefined) {
        own?.retryNow()
        tabs.tell({ is: 'retry' })
      }
    },

    /** What was refused, to be changed before it goes. */
    takeBack(id: string): Letter | null {
      const letter = outbox.takeBack(id)
      if (letter) void files.remove(id)
      // The very first: it may be the name or the address that was wrong, and the form asks again.
      if (letter && !session.value.started) session.value = { ...session.value, name: '', email: '' }
      return letter
    },

    typed: typed.typed,

    /** Everything so far was before the visitor's eyes. */
    read(): void {
      const last = messages.value.at(-1)?.seq ?? 0
      const { read, token, started } = session.value
      if (!started || last <= read) return
      keep({ read: last })
      void api.read(token, last)
    },

    identify(who: { id?: string; name?: string; email?: string; hash?: string }): void {
      const { user } = session.value
      if (who.id !== undefined && user !== null && who.id !== user) logout()
      identity = who.hash === undefined ? null : { ...who, hash: who.hash }
      const { name, email, started, token } = session.value
      session.value = {
        ...session.value,
        name: who.name ?? name,
        email: who.email ?? email,
        user: who.id ?? user,
      }
      if (started) {
        keep({})
        if (identity) void api.identify(token, identity)
      }
    },

    wake(): void {
      own?.wake()
      tabs.wake()
    },

    logout,

    close(): void {
      own?.close()
      outbox.close()
      tabs.close()
      typed.sent()
      clearTimeout(endTyping)
    },
  }

  async function sendFiles(text: string, attached: readonly File[]): Promise<void> {
    const described = attached.map(({ name, size, type }, place) => ({
      id: String(place),
      filename: name,
      byteSize: size,
      contentType: type,
    }))
    const letter = randomId()
    await files.put(letter, attached)
    outbox.send(text, described, letter)
  }
}

/** The same after a reload, and on the next page in the same tab: what it wrote there it goes on sending. */
function tabId(): string {
  const store = storageOf('sessionStorage')
  const id = store?.getItem('parley:tab') ?? randomId()
  store?.setItem('parley:tab', id)
  return id
}
