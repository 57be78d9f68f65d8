/**
 * A ref that takes the focus as soon as the element is there. Mantine gives it a turn later: what is typed right after
 * the key or click that opened something would do what its keys mean outside.
 */
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
}
