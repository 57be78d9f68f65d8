import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Blobs } from '../../blobs/blobs.ts'
import type { Core } from '../core.ts'
import { DomainError } from '../errors.ts'
import type { OrgId } from '../ids.ts'
import { makeThumbnail } from './images.ts'
import type { AttachmentRow } from './queries.ts'

const LARGEST = 1024 * 1024
/** Viewers who may wait for pictures at one time; each takes some 30 ms of a core. */
const LONGEST_LINE = 200

/** However many look at a picture at once, it is decoded once. */
const underWay = new Map<string, Promise<string | undefined>>()
/** One after the other: a page full of new pictures must not take both cores from everybody else. */
let line: Promise<unknown> = Promise.resolve()

/**
 * Digest of the small picture of a stored one; made when somebody first looks, since most pictures are looked at by few
 * and some by nobody. Undefined when the picture turns out to be none: then it is only a file from now on.
 * @throws {DomainError} `unavailable` while too many wait.
 */
export function prepareThumbnail(
  core: Core,
  blobs: Blobs,
  org: OrgId,
  picture: Pick<AttachmentRow, 'number' | 'sha256'>,
): Promise<string | undefined> {
  const { number, sha256 } = picture
  if (sha256 === null) return Promise.resolve(undefined)
  const name = `${org} ${number}`
  const known = underWay.get(name)
  if (known) return known
  if (underWay.size >= LONGEST_LINE)
    return Promise.reject(new DomainError('unavailable', 'too many pictures at once'))
  const made = line.then(async () => {
    const found = await blobs.open(sha256)
    if (!found) return undefined
    const small = await makeThumbnail(await buffer(found.stream))
    const kept =
      small && (await blobs.put(Readable.from([small], { objectMode: false }), { maxBytes: LARGEST }))
    await core.run('keepThumbnail', { org, number, sha256: kept?.sha256 ?? null })
    return kept?.sha256
  })
  underWay.set(name, made)
  line = made.catch(() => {}).finally(() => underWay.delete(name))
  return made
}
