import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { RelinkError } from './errors.ts'

/**
 * Trusts the system's store, Node's own and `ca`, which the variable names. Build one for all
 * connections: reading hundreds of roots for each would cost more than the handshake. Throws
 * 'invalid-configuration' for a `ca` that is no PEM, which OpenSSL would pass over in silence.
 */
export function trustedContext(ca: string | undefined, variable: string): SecureContext {
  const system = [...getCACertificates('default'), ...getCACertificates('system')]
  const own = ca === undefined ? [] : certificatesIn(ca, variable)
  return createSecureContext({ ca: [...new Set([...system, ...own])], minVersion: 'TLSv1.2' })
}

function certificatesIn(pem: string, variable: string): readonly string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  if (blocks.length > 0 && blocks.every(isCertificate)) return blocks
  throw new RelinkError('invalid-configuration', {
    detail: `${variable} holds no certificates that can be read (PEM is expected).`
  })
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0
  } catch {
    return false
  }
}
