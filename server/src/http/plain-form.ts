// The multipart bodies that nearly all clients send: small, text fields only, headers to the letter. A third of the
// time of a request went into parsing them; whatever differs by one character is left to busboy, who is the authority.

const LONGEST_BOUNDARY = 70
const BOUNDARY = /^multipart\/form-data; ?boundary=([0-9A-Za-z'()+_./:=?-]+)$/i
const HEADER = /^\r\nContent-Disposition: form-data; name="([\w.[\]-]{1,100})"\r\n\r\n/i

/** The fields in order, as busboy reads them too (a test holds both against each other); undefined when in doubt. */
export function plainFields(type: string, body: Buffer): [name: string, value: string][] | undefined {
  const boundary = BOUNDARY.exec(type)?.[1]
  if (!boundary || boundary.length > LONGEST_BOUNDARY) return undefined
  // One prefixed line break makes the first delimiter look like the others.
  const parts = `\r\n${body.toString()}`.split(`\r\n--${boundary}`)
  const [before, end] = [parts.shift(), parts.pop()]
  if (before !== '' || (end !== '--\r\n' && end !== '--')) return undefined
  const fields: [string, string][] = []
  for (const part of parts) {
    const header = HEADER.exec(part)
    if (!header?.[1]) return undefined
    fields.push([header[1], part.slice(header[0].length)])
  }
  return fields
}
