/** OpenSSL's X509_V_ERR names as Node gives them, and Node's own name check. */
export function isCertificateCode(code: string): boolean {
  return /CERT|^UNABLE_TO_|^ERR_TLS_CERT_|^HOSTNAME_MISMATCH$|^INVALID_CA$|^INVALID_PURPOSE$/.test(
    code
  )
}
