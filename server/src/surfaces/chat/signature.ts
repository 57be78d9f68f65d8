// What stands in the address of a file in place of the key: which file, of which site, and until when.
import type { Core } from '../../core/core.ts'

const DAY = 86_400_000
const PURPOSE = 'chat file'

export type SignedFile = {
  site: string
  /** Digest of the token in the address. */
  token: string
  activity: number
  file: number
}

/** Good for a day; every listing makes it anew. */
export function signatureOf({ seals, now }: Core, file: SignedFile): string {
  return seals.seal(PURPOSE, JSON.stringify({ ...file, until: now() + DAY }))
}

/** Undefined when we did not make it, or too long ago. */
export function signedFile({ seals, now }: Core, signature: string | undefined): SignedFile | undefined {
  const text = signature === undefined ? undefined : seals.open(PURPOSE, signature)
  // Sealed by `signatureOf` alone, hence of this shape.
  const file: (SignedFile & { until: number }) | undefined = text === undefined ? undefined : JSON.parse(text)
  return file && file.until > now() ? file : undefined
}

/** The key of the site that it names. */
export function siteOfSignature(core: Core, signature: string | undefined): string | undefined {
  return signedFile(core, signature)?.site
}
