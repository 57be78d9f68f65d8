/** One measured quality, beside what others published, what we must reach and what we would like to. */
export type Figure = {
  name: string
  value: number
  interval?: [number, number]
  published?: string
  must?: number
  moonshot?: number
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, interval, published, must, moonshot }) => [
    name,
    value.toFixed(Math.abs(value) < 1 ? 3 : 1),
    interval ? `${interval.map((edge) => edge.toFixed(1)).join(' to ')}` : '',
    published ?? '',
    must === undefined ? '' : `${must} ${value >= must ? 'ok' : 'MISS'}`,
    moonshot === undefined ? '' : `${moonshot}${value >= moonshot ? ' reached' : ''}`,
  ])
  const all = [['', 'measured', '95 %', 'published', 'must', 'moonshot'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

export function isMissed({ value, must }: Figure): boolean {
  return must !== undefined && value < must
}
