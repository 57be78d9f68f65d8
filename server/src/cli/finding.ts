export type Finding = { status: 'ok' | 'warn' | 'fail'; detail: string }
/** A check that throws has failed, with the error as its finding. */
export type Check = { name: string; look(): Finding | Promise<Finding> }

export const ok = (detail: string): Finding => ({ status: 'ok', detail })
export const warn = (detail: string): Finding => ({ status: 'warn', detail })
export const fail = (detail: string): Finding => ({ status: 'fail', detail })
