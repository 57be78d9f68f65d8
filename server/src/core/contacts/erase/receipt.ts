import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ErasureRow } from './queries.ts'

/** Signs receipts of erasures with a key of their own, derived from the server's secret key. */
export type SignReceipt = (receipt: Omit<ErasureRow, 'signature' | 'stage' | 'place'>) => string

export function receiptSigner(secretKey: string): SignReceipt {
  const key = createHmac('sha256', secretKey).update('erasure receipt').digest()
  return (receipt) => createHmac('sha256', key).update(signedText(receipt)).digest('hex')
}

/** What is signed: one JSON list, in this order, with what was removed in the order of its names. */
function signedText(receipt: Parameters<SignReceipt>[0]): string {
  const { org_id, id, contact_id, requested_by, started_at, finished_at, removed } = receipt
  const counts = Object.entries(JSON.parse(removed)).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([org_id, id, contact_id, requested_by, started_at, finished_at, counts])
}

/** Whether a finished receipt still says what was signed; null before. */
export function isGenuine(row: ErasureRow, sign: SignReceipt): boolean | null {
  if (row.signature === null) return null
  const [given, expected] = [Buffer.from(row.signature), Buffer.from(sign(row))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}
