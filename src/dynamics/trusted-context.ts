import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

/**
 * Trusts the system's store, Node's own and `ca`. Built once for all connections: reading hundreds
 * of roots for each would cost more than the handshake.
 */
export function trustedContext(ca?: string): SecureContext {
  const roots = new Set([...getCACertificates('default'), ...getCACertificates('system')])
  if (ca !== undefined) roots.add(ca)
  return createSecureContext({ ca: [...roots], minVersion: 'TLSv1.2' })
}
