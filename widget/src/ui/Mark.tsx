/** The circle that a person speaks from. */
export function Mark({ name, large = false }: { name: string; large?: boolean }) {
  const [initial = '·'] = name.trim()
  return (
    <span class={large ? 'mark large' : 'mark'} aria-hidden="true">
      {initial.toLocaleUpperCase()}
    </span>
  )
}
