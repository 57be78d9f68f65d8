import { Panel } from './Panel.tsx'
import { Teaser } from './Teaser.tsx'
import { useView } from './view.ts'

export function Widget() {
  const { open, inline } = useView()
  return open.value || inline ? <Panel /> : <Teaser />
}
