export type StreamEntry = { id: string; event: string; data: string }

/**
 * Reads a text/event-stream body, for the dashboard and the widget too. A heartbeat comment yields null, so that the reader can tell
 * a quiet line from a dead one. A block may carry an id and nothing else: the place it begins at.
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEntry | null> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split(/\r?\n\r?\n/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) yield parseBlock(block)
    }
  } finally {
    // Cancelling a line that already broke fails with the same error that ended the loop.
    await reader.cancel().catch(() => undefined)
  }
}

function parseBlock(block: string): StreamEntry | null {
  const entry: StreamEntry = { id: '', event: 'message', data: '' }
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'id') entry.id = value
    else if (field === 'event') entry.event = value
    else if (field === 'data') data.push(value)
  }
  entry.data = data.join('\n')
  return entry.data === '' && entry.id === '' ? null : entry
}
