export type PropertyText = { kind: 'text' | 'figure' | 'code' | 'nothing'; text: string }

/** What the caller sent, as one reads it: text as text, nested values as compact JSON. */
export function propertyText(value: unknown): PropertyText {
  if (value === null || value === undefined) return { kind: 'nothing', text: 'null' }
  if (typeof value === 'string') {
    return value.trim() === '' ? { kind: 'nothing', text: 'empty' } : { kind: 'text', text: value }
  }
  if (typeof value === 'number') return { kind: 'figure', text: String(value) }
  if (typeof value === 'boolean') return { kind: 'code', text: String(value) }
  // Line ends inside strings are escaped: those left are between values, where a space lets the line wrap.
  return { kind: 'code', text: JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ') }
}
