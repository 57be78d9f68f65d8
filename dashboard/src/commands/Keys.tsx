import { Fragment, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useKept } from '../person/use-kept.ts'
import { Key } from '../ui/Key.tsx'
import { bindings, keysOf } from './bindings.ts'
import { isMac } from './platform.ts'
import { type KeyNames, printKeys } from './print-keys.ts'
import { useMetKeys } from './use-commands.ts'

/** Keys as they are printed on this person's keyboard. On touch they are hidden. */
export function Keys({ keys }: { keys: string }): ReactElement {
  const { t } = useTranslation('shell')
  const names: KeyNames = {
    ctrl: t('keys.ctrl'),
    alt: t('keys.alt'),
    shift: t('keys.shift'),
    space: t('keys.space'),
    escape: t('keys.escape'),
    delete: t('keys.delete'),
  }
  const [first = '', ...later] = printKeys(keys, isMac, names)
  return (
    <>
      <Key>{first}</Key>
      {later.map((cap) => (
        <Fragment key={cap}>
          {' '}
          <Key>{cap}</Key>
        </Fragment>
      ))}
    </>
  )
}

/** The keys of a command, as this person has them. */
export function CommandKeys({ id }: { id: string }): ReactElement | null {
  const delivered = useMetKeys(id)
  const now = useKept(bindings)
  const [keys] = delivered ? keysOf({ id, keys: delivered }, now) : []
  return keys === undefined ? null : <Keys keys={keys} />
}
