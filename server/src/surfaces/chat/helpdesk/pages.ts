// Pages of lists whose bodies are published without any: where to go on stands in a header.
import { DomainError } from '../../../core/errors.ts'

/** For `?cursor=`: what the next page comes after, part by part, none of which has a blank. */
function cursorOf(place: readonly string[]): string {
  return Buffer.from(place.join(' ')).toString('base64url')
}

/** @throws {DomainError} `invalid` for what {@link nextLink} never made. */
export function placeFrom(cursor: string, shape: RegExp): string[] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!shape.test(text)) throw new DomainError('invalid', 'Invalid cursor', { field: 'cursor' })
  return text.split(' ')
}

/** `Link: <…>; rel="next"` with the same question, as long as there is a next page. */
export function nextLink(
  path: string,
  asked: Record<string, string | number | undefined>,
  place: readonly string[] | null,
): Record<string, string> {
  if (place === null) return {}
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, `${value}`)
  query.set('cursor', cursorOf(place))
  return { link: `<${path}?${query}>; rel="next"` }
}
