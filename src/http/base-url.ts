import type { FastifyRequest } from 'fastify'

export type BaseUrl = (request: FastifyRequest) => string

/** The start of all absolute links: the configured one (its path kept), or where the caller found us. */
export function baseUrlFrom(publicUrl: string | undefined): BaseUrl {
  if (publicUrl === undefined) return addressed
  const base = publicUrl.replace(/\/+$/, '')
  return () => base
}

/** A `Host` that is no host (HTTP/1.0, nonsense) gives way to the socket's own address. */
function addressed(request: FastifyRequest): string {
  const url = URL.parse(`${request.protocol}://${request.host}`)
  if (url && url.pathname === '/' && url.username === '') return url.origin
  const { localAddress = '127.0.0.1', localPort = 80 } = request.socket
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress
  return `${request.protocol}://${host}:${localPort}`
}
