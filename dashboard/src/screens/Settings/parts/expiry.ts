const DAY = 86_400_000

export const expiryChoices = ['never', '30', '90', '365', 'date'] as const
export type ExpiryChoice = (typeof expiryChoices)[number]

/** When what is made `now` ends: a number of days from now, or with the day that was picked. */
export function expiryFrom(choice: ExpiryChoice, day: string, now: number): string | null {
  if (choice === 'never') return null
  if (choice === 'date') return new Date(`${day}T23:59:59`).toISOString()
  return new Date(now + Number(choice) * DAY).toISOString()
}

/** As a date field writes it, in local time. */
export function dayField(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 10)
}
