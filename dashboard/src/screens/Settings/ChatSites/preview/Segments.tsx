import type { ReactElement } from 'react'

type SegmentsProps<Value extends string> = {
  label: string
  options: readonly (readonly [Value, string])[]
  value: Value
  onChange(value: Value): void
}

/** A few ways to look at one thing, side by side. */
export function Segments<Value extends string>(props: SegmentsProps<Value>): ReactElement {
  const { label, options, value, onChange } = props
  return (
    <fieldset className="segments">
      <legend className="for-readers">{label}</legend>
      {options.map(([one, words]) => (
        <label key={one} className="segment">
          <input type="radio" name={label} checked={one === value} onChange={() => onChange(one)} />
          {words}
        </label>
      ))}
    </fieldset>
  )
}
