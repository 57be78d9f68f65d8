import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Ago } from '../parts/Ago.tsx'
import { Table } from '../parts/Table.tsx'
import { useSettings } from '../settings-context.ts'
import { ForWhom } from './ForWhom.tsx'
import { mayChange } from './rights.ts'
import { useDoes } from './use-does.ts'
import './MacroTable.css'

type MacroTableProps = {
  macros: readonly MacroBody[]
  team: readonly MemberBody[]
  now: number
  onOpen(macro: MacroBody): void
  onDelete(macro: MacroBody): void
}

/** More of a text than a line has room for; nobody sees where it is cut. */
const GLIMPSE = 160

export function MacroTable({ macros, team, now, onOpen, onDelete }: MacroTableProps): ReactElement {
  const { t } = useTranslation('settings')
  const me = useSettings().session.teammate
  const does = useDoes(team)
  return (
    <Table
      label={t('macros.title')}
      columns={[
        { label: t('column.name') },
        { label: t('macros.column.shortcut'), wide: true },
        { label: t('macros.column.does'), wide: true },
        { label: t('macros.column.for'), wide: true },
        { label: t('macros.column.changed'), wide: true },
        { label: t('column.actions'), mute: true },
      ]}
    >
      {macros.map((macro) => {
        const { id, name, shortcut, body, actions } = macro
        const what = does(actions)
        return (
          <tr key={id}>
            <td className="set-name macro-cell">
              <button type="button" className="macro-open" title={name} onClick={() => onOpen(macro)}>
                <bdi>{name}</bdi>
              </button>
              {body !== '' && (
                <span className="set-second">
                  <bdi>{body.slice(0, GLIMPSE).toWellFormed()}</bdi>
                </span>
              )}
              {(shortcut !== null || what !== '') && (
                <span className="set-second set-phone">
                  {shortcut !== null && <span className="set-code">/{shortcut} </span>}
                  {what}
                </span>
              )}
              <span className="macro-for-phone">
                <ForWhom macro={macro} team={team} />
              </span>
            </td>
            <td className="set-code set-wide">
              {shortcut !== null && (
                <span className="macro-code" title={`/${shortcut}`}>
                  /{shortcut}
                </span>
              )}
            </td>
            <td className="set-wide macro-does" title={what}>
              <span>{what === '' ? <span className="quiet">{t('macros.only-text')}</span> : what}</span>
            </td>
            <td className="set-wide">
              <ForWhom macro={macro} team={team} />
            </td>
            <td className="set-quiet set-wide">
              <Ago at={macro.updated_at} now={now} none={t('never')} />
            </td>
            <td className="set-act">
              {mayChange(me, macro) && (
                <IconButton
                  icon="trash"
                  label={t('macros.delete-named', { name })}
                  onClick={() => onDelete(macro)}
                />
              )}
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
