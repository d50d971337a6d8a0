import { RelinkError } from '../errors.ts'

/**
 * The next page's address, opaque and already encoded; undefined on the last page. The link names
 * the server as the server knows itself, so it must lead to the address that was asked before
 * anything, credentials least of all, is sent there. IIS paths know no case.
 */
export function followNextLink(link: unknown, asked: URL): URL | undefined {
  if (link === undefined || link === null) return undefined
  const next = typeof link === 'string' ? URL.parse(link, asked.href) : null
  if (next === null) throw refused('is not an address')
  const { origin, pathname, username, password } = next
  if (username !== '' || password !== '') throw refused('carries credentials')
  if (origin !== asked.origin) throw refused(`leads to ${origin} instead of ${asked.origin}`)
  if (pathname.toLowerCase() !== asked.pathname.toLowerCase()) {
    throw refused('leads out of the organization')
  }
  return next
}

function refused(how: string): RelinkError {
  return new RelinkError('organization-unavailable', {
    detail: `The link to the next page ${how} and was not followed: set DYNAMICS_URL to the address by which Dynamics knows itself (Deployment Manager, Web Address).`
  })
}
