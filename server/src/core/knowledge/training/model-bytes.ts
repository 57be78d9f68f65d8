import { deserialize, serialize } from 'node:v8'
import type { Model } from '../matching/train.ts'

/** Of what the bytes mean: a model that another version wrote is trained anew. */
const VERSION = 1

export function bytesOf(model: Model): Uint8Array {
  return serialize({ version: VERSION, model })
}

/** Our own bytes only, never somebody's upload. Undefined for those of another version, and for what is damaged. */
export function modelFrom(bytes: Uint8Array): Model | undefined {
  try {
    const { version, model } = deserialize(bytes)
    return version === VERSION ? model : undefined
  } catch {
    // Whatever is wrong with them, the questions are there to train from.
    return undefined
  }
}
