import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * `__Host-` binds a cookie to this very host over TLS; browsers treat localhost as secure too. The plain names are only
 * for a server reached by plain HTTP under another name, where browsers drop `__Host-` cookies.
 */
const names = {
  session: { secure: '__Host-parley_session', plain: 'parley_session', seconds: 7 * 24 * 3_600 },
  // Opens nothing: it tells the browser somebody signed in with from a stranger's.
  device: { secure: '__Host-parley_device', plain: 'parley_device', seconds: 180 * 24 * 3_600 },
} as const
type Kind = keyof typeof names
export const SECURE_NAME = names.session.secure

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https' || ['localhost', '127.0.0.1', '[::1]'].includes(request.hostname)
}

export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, 'session')
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  set(request, reply, 'session', token)
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request)
  const name = names.session[secure ? 'secure' : 'plain']
  reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

export function deviceOf(request: FastifyRequest): string | undefined {
  return cookieOf(request, 'device')
}

/** Outlives the session: it is for the next time somebody signs in here. */
export function setDeviceCookie(request: FastifyRequest, reply: FastifyReply, device: string): void {
  set(request, reply, 'device', device)
}

function cookieOf(request: FastifyRequest, kind: Kind): string | undefined {
  return request.cookies[names[kind][isSecure(request) ? 'secure' : 'plain']]
}

function set(request: FastifyRequest, reply: FastifyReply, kind: Kind, value: string): void {
  const secure = isSecure(request)
  reply.setCookie(names[kind][secure ? 'secure' : 'plain'], value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: names[kind].seconds,
  })
}
