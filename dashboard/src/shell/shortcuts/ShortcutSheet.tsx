import type { ReactElement } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bindings, isChanged, keysOf } from '../../commands/bindings.ts'
import type { Command } from '../../commands/registry.ts'
import { useMetCommands } from '../../commands/use-commands.ts'
import { useKept } from '../../person/use-kept.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { showToast } from '../../ui/toast.ts'
import { ShortcutRow } from './ShortcutRow.tsx'
import './ShortcutSheet.css'

const GROUPS = ['actions', 'go', 'settings'] as const satisfies Command['group'][]

/** Every command with its keys, and the place to give it others. */
export default function ShortcutSheet({ onClose }: { onClose(): void }): ReactElement {
  const { t } = useTranslation('shell')
  const commands = useMetCommands()
  const now = useKept(bindings)
  const [changing, setChanging] = useState<string | null>(null)
  function resetAll(): void {
    bindings.set({ ...now, changed: {} })
    showToast({ text: t('shortcuts.areReset'), undo: () => bindings.set(now) })
  }
  const touched = Object.keys(now.changed).length > 0
  return (
    <Dialog
      title={t('menu.keys')}
      size={600}
      onClose={onClose}
      hint={
        <label className="shortcuts-off">
          <input
            type="checkbox"
            checked={!now.charactersOff}
            onChange={(event) => bindings.set({ ...now, charactersOff: !event.target.checked })}
          />
          {t('shortcuts.characters')}
        </label>
      }
      buttons={
        touched && (
          <Button icon="rotate-ccw" onClick={resetAll}>
            {t('shortcuts.resetAll')}
          </Button>
        )
      }
    >
      <p className="shortcuts-words">{t('shortcuts.words')}</p>
      {GROUPS.map((group) => {
        const own = commands.filter((command) => command.group === group)
        if (own.length === 0) return null
        return (
          <section key={group} aria-label={t(`palette.groups.${group}`)}>
            <h3 className="shortcuts-group">{t(`palette.groups.${group}`)}</h3>
            <ul>
              {inOrder(own).map((command) => (
                <ShortcutRow
                  key={command.id}
                  command={command}
                  commands={commands}
                  keys={keysOf(command, { ...now, charactersOff: false })}
                  resting={now.charactersOff && keysOf(command, now).length === 0}
                  changed={isChanged(command, now)}
                  changing={changing === command.id}
                  onChanging={(does) => setChanging(does ? command.id : null)}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </Dialog>
  )
}

/** Those with keys first, each in the order they were met. */
function inOrder(commands: readonly Command[]): Command[] {
  const rank = ({ keys }: Command): number => (keys === undefined ? 1 : 0)
  return [...commands].sort((a, b) => rank(a) - rank(b))
}
