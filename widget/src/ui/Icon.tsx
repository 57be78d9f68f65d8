const CIRCLE = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20'

/** Outlines of lucide (ISC). */
const OUTLINES = {
  alert: [CIRCLE, 'M12 8v4M12 16h.01'],
  camera: [
    'M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3z',
    'M12 10a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  ],
  check: ['M20 6 9 17l-5-5'],
  checks: ['M18 6 7 17l-5-5', 'm22 10-7.5 7.5L13 16'],
  clip: [
    'm16 6-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 8.551a6 6 0 1 0 8.485 8.485l8.379-8.551',
  ],
  clock: [CIRCLE, 'M12 6v6l4 2'],
  dots: ['M5 12h.01M12 12h.01M19 12h.01'],
  down: ['M12 5v14', 'm19 12-7 7-7-7'],
  download: ['M12 15V3', 'm7 10 5 5 5-5', 'M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4'],
  file: ['M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7z', 'M14 2v5h6'],
  muted: [
    'M11 4.7a.7.7 0 0 0-1.2-.5L6.4 7.6A1.4 1.4 0 0 1 5.4 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.4a1.4 1.4 0 0 1 1 .4l3.4 3.4a.7.7 0 0 0 1.2-.5z',
    'm22 9-6 6M16 9l6 6',
  ],
  offline: [
    'M12 20h.01M8.5 16.43a5 5 0 0 1 7 0M5 12.86a10 10 0 0 1 5.17-2.69M19 12.86a10 10 0 0 0-2-1.52M2 8.82a15 15 0 0 1 4.18-2.64M22 8.82a15 15 0 0 0-11.29-3.76M2 2l20 20',
  ],
  send: ['m5 12 7-7 7 7', 'M12 19V5'],
  smile: [CIRCLE, 'M8 14s1.5 2 4 2 4-2 4-2M9 9h.01M15 9h.01'],
  sound: [
    'M11 4.7a.7.7 0 0 0-1.2-.5L6.4 7.6A1.4 1.4 0 0 1 5.4 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2.4a1.4 1.4 0 0 1 1 .4l3.4 3.4a.7.7 0 0 0 1.2-.5z',
    'M16 9a5 5 0 0 1 0 6M19.4 5.6a9 9 0 0 1 0 12.8',
  ],
  trash: ['M3 6h18M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2'],
  x: ['M18 6 6 18M6 6l12 12'],
} as const

export type IconName = keyof typeof OUTLINES

export function Icon({ name, size = 20 }: { name: IconName; size?: 14 | 16 | 20 }) {
  return (
    <svg class={`icon s${size} icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {OUTLINES[name].map((line) => (
        <path key={line} d={line} />
      ))}
    </svg>
  )
}
