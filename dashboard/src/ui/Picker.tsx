import { Combobox, useCombobox } from '@mantine/core'
import {
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Icon } from './Icon.tsx'
import './Picker.css'

export type Choice = {
  value: string
  words: ReactNode
  mark?: ReactNode
  hint?: string | undefined
  chosen?: boolean
  /** Those of one stand together under its words. */
  group?: string
}

type PickerProps = {
  /** What is picked: names the field and the list. */
  name: string
  button: ReactElement
  opened: boolean
  onOpened(opened: boolean): void
  search: string
  onSearch(text: string): void
  placeholder: string
  /** Asked for while the list is open: a closed one costs nothing. */
  choices(): readonly Choice[]
  /** Said where the choices would be. */
  nothing?: string | undefined
  /** Several may be chosen, one after the other, before it closes. */
  several?: boolean
  onPick(value: string): void
  position?: 'bottom-start' | 'bottom-end'
  /** So few that nobody looks for one: the field takes the keys unseen. */
  few?: boolean
  /** Drawn where its button stands, as part of that landmark; else above everything, where nothing cuts it off. */
  inPlace?: boolean
}

/** A list under a button, narrowed by typing: arrows walk it, Enter picks, Escape closes and leaves all as it was. */
export function Picker(props: PickerProps): ReactElement {
  const { button, opened, onOpened } = props
  const holder = useRef<HTMLSpanElement>(null)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks of the button within */}
      <span
        className="picker-button"
        ref={holder}
        onKeyDown={(event) => {
          if (opened || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
          event.preventDefault()
          onOpened(true)
        }}
        // Where clicking takes no focus, it is this button all the same that it comes back to.
        onClickCapture={() => buttonIn(holder.current)?.focus()}
      >
        {button}
      </span>
      {opened && <OpenPicker {...props} holder={holder} />}
    </>
  )
}

/** All there is to an open one. A conversation has half a dozen of them closed. */
function OpenPicker(props: PickerProps & { holder: RefObject<HTMLElement | null> }): ReactElement {
  const { name, holder, onOpened, search, onSearch, placeholder, nothing, onPick } = props
  const { several = false, few = false, inPlace = false, position = 'bottom-start' } = props
  const choices = props.choices()
  const combobox = useCombobox({ opened: true, onOpenedChange: onOpened })
  const first = choices[0]?.value
  const forget = useEffectEvent(() => onSearch(''))

  // Where the focus was before the field takes it, which is as soon as that is drawn.
  const [before] = useState(() => document.activeElement)
  useLayoutEffect(
    () => () => {
      forget()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    },
    [before],
  )

  function pick(value: string): void {
    onPick(value)
    onSearch('')
    if (!several) onOpened(false)
  }

  // The first one that fits is what Enter means.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is another object with each render
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (search === '' && several) combobox.resetSelectedOption()
      else combobox.selectFirstOption()
    })
    return () => cancelAnimationFrame(frame)
  }, [search, first])

  return (
    <Combobox
      store={combobox}
      width={296}
      position={position}
      withinPortal={!inPlace}
      shadow="md"
      middlewares={{ shift: { padding: 8 }, flip: { padding: 8 } }}
      onOptionSubmit={pick}
      classNames={{
        dropdown: 'picker',
        options: 'picker-choices',
        option: 'picker-choice',
        groupLabel: 'menu-label picker-group',
      }}
    >
      <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={false}>
        <ButtonOf holder={holder} />
      </Combobox.Target>
      <Combobox.Dropdown onKeyDown={(event) => event.key === 'Escape' && onOpened(false)}>
        <Combobox.EventsTarget>
          <input
            className={few ? 'for-readers' : 'picker-field'}
            // Before the next key comes, of whoever types fast.
            ref={focusOnce}
            aria-label={name}
            placeholder={placeholder}
            value={search}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              // Whoever types fast presses Enter before the first one is marked.
              const early = search !== '' && combobox.getSelectedOptionIndex() === -1
              if (event.key === 'Enter' && early && first !== undefined) pick(first)
            }}
            onBlur={(event) => {
              const { relatedTarget: to } = event
              // What its own button does, its own click says.
              if (to instanceof Node && holder.current?.contains(to)) return
              if (!event.currentTarget.closest('.picker')?.contains(to)) onOpened(false)
            }}
          />
        </Combobox.EventsTarget>
        {/* Where there are many they scroll, for which keys want a way in. */}
        <Combobox.Options aria-label={name} tabIndex={0}>
          {[...Map.groupBy(choices, ({ group = '' }) => group)].map(([group, of]) => {
            const options = of.map((choice) => <Option key={choice.value} choice={choice} />)
            return group === '' ? (
              options
            ) : (
              <Combobox.Group key={group} label={group}>
                {options}
              </Combobox.Group>
            )
          })}
        </Combobox.Options>
        <p className={choices.length === 0 && nothing ? 'picker-nothing' : 'for-readers'} role="status">
          {choices.length === 0 ? nothing : ''}
        </p>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const focusOnce = (field: HTMLElement | null): void => field?.focus({ preventScroll: true })

const buttonIn = (holder: HTMLElement | null): HTMLElement | null => {
  const button = holder?.firstElementChild
  return button instanceof HTMLElement ? button : null
}

/** Draws nothing: stands for the button that is there already, for the list to stand by. */
function ButtonOf({ holder, ref }: { holder: RefObject<HTMLElement | null>; ref?: Ref<HTMLElement> }): null {
  useImperativeHandle(ref, () => buttonIn(holder.current) ?? document.body, [holder])
  return null
}

function Option({ choice }: { choice: Choice }): ReactElement {
  const { value, words, mark, hint, chosen } = choice
  return (
    <Combobox.Option value={value} active={chosen === true}>
      {mark}
      <span className="picker-words ellipsis">{words}</span>
      {hint && <span className="picker-hint figures">{hint}</span>}
      {chosen === true && <Icon name="check" size={14} />}
    </Combobox.Option>
  )
}
