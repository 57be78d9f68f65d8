/** The text without what no engine should keep: PostgreSQL refuses NUL, and half a character is none. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}
