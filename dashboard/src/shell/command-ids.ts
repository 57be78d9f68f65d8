// Commands of the shell that buttons run as well.
export const PALETTE = 'shell.palette'
export const KEYS = 'shell.keys'
export const APPEARANCE = 'shell.appearance'
