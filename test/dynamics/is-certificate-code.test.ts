import t from 'tap'
import { isCertificateCode } from '../../src/dynamics/is-certificate-code.ts'

t.test('certificate checks of OpenSSL and Node', async t => {
  for (const code of [
    'CERT_HAS_EXPIRED',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA'
  ]) {
    t.ok(isCertificateCode(code), code)
  }
})

t.test('whatever may come after the handshake is none', async t => {
  for (const code of ['ECONNRESET', 'EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ETIMEDOUT', '']) {
    t.notOk(isCertificateCode(code), code)
  }
})
