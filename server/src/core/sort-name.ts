const LONGEST = 100

/** A name as lists sort it: without regard to case, accents and width. */
export function sortNameOf(name: string | null): string {
  return (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .slice(0, LONGEST)
    .toWellFormed()
}
