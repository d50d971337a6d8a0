import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { RelinkError } from './errors.ts'

const made = new Map<string | undefined, SecureContext>()

/**
 * Trusts the system's store, Node's own and `ca`, which the variable names. Build one for all
 * connections, as for every user of the same `ca`: reading hundreds of roots costs more than a
 * handshake. Throws
 * 'invalid-configuration' for a `ca` that is no PEM, which OpenSSL would pass over in silence.
 */
export function trustedContext(ca: string | undefined, variable: string): SecureContext {
  const known = made.get(ca)
  if (known) return known
  const own = ca === undefined ? [] : certificatesIn(ca, variable)
  const system = [...getCACertificates('default'), ...getCACertificates('system')]
  const all = [...new Set([...system, ...own])]
  const context = createSecureContext({ ca: all, minVersion: 'TLSv1.2' })
  made.set(ca, context)
  return context
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
