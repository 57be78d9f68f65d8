import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'

type Attributes = {
  id: string
  name: string
  'aria-invalid': 'true' | undefined
  'aria-describedby': string
  required: true
}

type FieldProps = {
  id: string
  label: string
  problem: string | undefined
  children(attributes: Attributes): ComponentChildren
}

/** A label, what one types into, and under it what is wrong with that. */
export function Field({ id, label, problem, children }: FieldProps) {
  const about = `${id}-problem`
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        name: id,
        'aria-invalid': problem ? 'true' : undefined,
        'aria-describedby': about,
        required: true,
      })}
      <p id={about} class="problem" role="alert">
        {problem && (
          <>
            <Icon name="alert" size={16} />
            {problem}
          </>
        )}
      </p>
    </div>
  )
}
