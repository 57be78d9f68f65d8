/** False when the browser has no clipboard for us, as on plain http. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** False when there is no clipboard for us: the text is then selected, one key from copied. */
export async function copyText(element: HTMLElement): Promise<boolean> {
  const copied = await toClipboard(element.textContent)
  if (!copied) getSelection()?.selectAllChildren(element)
  return copied
}
