import { launcherLabel } from './words.ts'

/** Outlines of lucide (ISC). */
const ICONS: Record<string, readonly string[]> = {
  chat: [
    'M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719',
  ],
  question: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20', 'M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3', 'M12 17h.01'],
  hand: [
    'M18 11V6a2 2 0 0 0-4 0M14 10V4a2 2 0 0 0-4 0v2M10 10.5V6a2 2 0 0 0-4 0v8',
    'M18 8a2 2 0 1 1 4 0v6a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 0 1 2.83-2.82L7 15',
  ],
  mail: [
    'm22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7',
    'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2',
  ],
  down: ['m6 9 6 6 6-6'],
}

// Its drawing takes no pointer: what is drawn anew between press and release would swallow the click.
export const LAUNCHER_CSS = `
:host{all:initial!important}
:host([hidden]){display:none!important}
.launcher{position:fixed;inset-block-end:calc(var(--y,20px) + env(safe-area-inset-bottom,0px));inset-inline-end:var(--x,20px);z-index:2147483000;box-sizing:border-box;width:56px;height:56px;margin:0;padding:0;border:0;border-radius:50%;display:grid;place-items:center;cursor:pointer;background:var(--launcher);color:var(--on-launcher);box-shadow:0 6px 20px rgba(21,29,34,.24),0 1px 3px rgba(21,29,34,.2);font:600 12px/20px system-ui,sans-serif;-webkit-tap-highlight-color:transparent}
.launcher[hidden]{display:none}
.left .launcher{inset-inline:var(--x,20px) auto}
.launcher:focus-visible{outline:3px solid var(--launcher);outline-offset:3px}
.launcher svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.launcher>*{pointer-events:none}
.launcher[aria-busy=true] svg{opacity:.5}
.count{position:absolute;inset-inline-end:-2px;top:-2px;min-width:20px;padding:0 5px;box-sizing:border-box;border-radius:10px;background:#a82c28;color:#fff;box-shadow:0 0 0 2px #fff;text-align:center;font-variant-numeric:tabular-nums}
.count::after{content:attr(data-count)}
@media (prefers-reduced-motion:no-preference){.launcher{animation:in .16s cubic-bezier(.2,.7,.2,1)}@keyframes in{from{opacity:0;transform:translateY(4px)}}}
@media (forced-colors:active){.launcher{border:2px solid ButtonText}.count{border:1px solid CanvasText}}
@media print{.launcher{display:none}}
`

export type LauncherState = { locale: string; open: boolean; unread: number; hidden: boolean; label: string }
export type Launcher = { button: HTMLButtonElement; show(change: Partial<LauncherState>): void }

export function paintLauncher(state: LauncherState, icon: string): Launcher {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'launcher'
  button.setAttribute('aria-haspopup', 'dialog')
  const count = document.createElement('span')
  count.className = 'count'
  // Drawn by the style sheet: to those who hear it, the label says it.

  function show(change: Partial<LauncherState>): void {
    Object.assign(state, change)
    const { locale, open, unread, hidden, label } = state
    button.hidden = hidden
    const words = launcherLabel(locale, open, unread)
    button.setAttribute('aria-label', open || unread > 0 ? words : label || words)
    button.setAttribute('aria-expanded', String(open))
    button.replaceChildren(drawn(open ? 'down' : icon))
    count.dataset.count = unread > 99 ? '99+' : String(unread)
    if (unread > 0 && !open) button.append(count)
  }

  show({})
  return { button, show }
}

function drawn(name: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const line of ICONS[name] ?? ICONS.chat ?? []) {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('d', line)
    svg.append(path)
  }
  return svg
}
