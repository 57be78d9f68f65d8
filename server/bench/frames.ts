// Readers of two kinds of streams, no larger than the bench needs: whole frames out, as soon as they are there.

/** Frames of server-sent events of one type, as they stand. Whatever cuts the body into chunks is skipped. */
export function eventsIn(type: string): (chunk: Buffer) => string[] {
  const begins = `event: ${type}\ndata: `
  let rest = ''
  return (chunk) => {
    rest += chunk.toString('latin1')
    const frames: string[] = []
    for (;;) {
      const start = rest.indexOf(begins)
      const end = rest.indexOf('\n\n', start)
      if (start < 0 || end < 0) break
      frames.push(rest.slice(start, end))
      rest = rest.slice(end + 2)
    }
    // What may still become the beginning of one.
    if (!rest.includes(begins)) rest = rest.slice(-begins.length)
    return frames
  }
}

/** Texts of a WebSocket as a server sends them: unmasked, whole, up to 64 KB. */
export function textsIn(): (chunk: Buffer) => string[] {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const texts: string[] = []
    while (rest.length >= 2) {
      const short = (rest[1] ?? 0) & 127
      const head = short < 126 ? 2 : 4
      if (rest.length < head) break
      const length = short < 126 ? short : rest.readUInt16BE(2)
      if (rest.length < head + length) break
      texts.push(rest.toString('latin1', head, head + length))
      rest = rest.subarray(head + length)
    }
    return texts
  }
}
