/** What is given in camelCase, under its name on the wire; of these each has the same one, with underscores. */
export function wireFields(given: object): Record<string, unknown> {
  const wire = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [wire(name), value]))
}
