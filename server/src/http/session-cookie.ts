import type { FastifyReply, FastifyRequest } from 'fastify'

/** `__Host-` binds the cookie to this very host over TLS; browsers treat localhost as secure too. */
const SECURE_NAME = '__Host-parley_session'
/** Only for a server reached by plain HTTP under another name, where browsers drop `__Host-` cookies. */
const PLAIN_NAME = 'parley_session'

const LIFE_SECONDS = 7 * 24 * 3_600

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https' || ['localhost', '127.0.0.1', '[::1]'].includes(request.hostname)
}

export function sessionTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[isSecure(request) ? SECURE_NAME : PLAIN_NAME]
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = isSecure(request)
  reply.setCookie(secure ? SECURE_NAME : PLAIN_NAME, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: LIFE_SECONDS,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request)
  reply.clearCookie(secure ? SECURE_NAME : PLAIN_NAME, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}
