/** One measured number beside its target; `worse` says in which direction a miss lies. */
export type Figure = { name: string; value: number; unit: string; target: number; worse: 'above' | 'below' }

export type BenchOptions = { rounds: number; seconds: number }
export type Bench = (options: BenchOptions) => Promise<Figure[]>

export function isMet({ value, target, worse }: Figure): boolean {
  return worse === 'above' ? value <= target : value >= target
}

export function printFigures(figures: readonly Figure[]): void {
  const lines = figures.map((figure) => {
    const { name, unit, target, worse } = figure
    const limit = `${worse === 'above' ? '<=' : '>='} ${target} ${unit}`
    return `${name.padEnd(52)}${shown(figure.value).padStart(8)} ${unit.padEnd(3)} ${limit.padEnd(11)} ${isMet(figure) ? 'ok' : 'MISS'}`
  })
  process.stdout.write(`\n${lines.join('\n')}\n`)
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
